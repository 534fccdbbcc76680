package io.bellwether.simulation.peers.lifeguard;

import io.bellwether.simulation.peers.Listeners;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.peers.lifeguard.Members.Member;
import io.bellwether.simulation.world.Machine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Probes one member at a time: directly, then through others and over a connection beside them, and at the end of the
 * interval accuses who has not answered by any of these ways.
 */
final class Prober {

    private final LifeguardSettings settings;
    private final Machine machine;
    private final Members members;
    private final Opinions opinions;
    private final Awareness awareness;
    private final Post post;
    private final Listeners listeners;
    private long tickAt;
    private @Nullable Probe probe;

    Prober(
            LifeguardSettings settings,
            Machine machine,
            Members members,
            Opinions opinions,
            Awareness awareness,
            Post post,
            Listeners listeners) {
        this.settings = settings;
        this.machine = machine;
        this.members = members;
        this.opinions = opinions;
        this.awareness = awareness;
        this.post = post;
        this.listeners = listeners;
        // Any moment of the first interval, so that machines started together do not probe in step.
        tickAt = machine.random().nextLong(settings.probeInterval().toNanos());
    }

    long deadline() {
        if (probe == null) {
            return tickAt;
        }
        return probe.direct ? Math.min(probe.timeoutAt, probe.deadline) : probe.deadline;
    }

    void wake(long now) {
        if (probe != null && probe.direct && now >= probe.timeoutAt) {
            tryOtherWays(probe);
        }
        if (probe != null && now >= probe.deadline) {
            conclude(probe);
        }
        if (probe == null && now >= tickAt) {
            begin(now);
        }
    }

    /** Takes the answer to a ping of ours or of a helper; false if it belongs to no probe of ours. */
    boolean acknowledged(int sequence) {
        if (probe == null || probe.sequence != sequence) {
            return false;
        }
        awareness.change(-1);
        probe = null;
        return true;
    }

    void nack(int sequence) {
        if (probe != null && probe.sequence == sequence) {
            probe.nacks++;
        }
    }

    /** An answer over the connection counts at the end only, after those by datagram had all their time. */
    void streamAcknowledged(int sequence) {
        if (probe != null && probe.sequence == sequence) {
            probe.reachedByStream = true;
        }
    }

    private void begin(long now) {
        var interval = settings.probeInterval().toNanos();
        tickAt += interval * (1 + (now - tickAt) / interval);
        var forgotten = new ArrayList<Member>();
        var member = members.next(
                machine.self(), now - settings.gossipToTheDeadTime().toNanos(), forgotten);
        forgotten.forEach(this::tellForgotten);
        if (member == null) {
            return;
        }
        var sequence = post.nextSequence();
        probe = new Probe(
                member,
                sequence,
                member.incarnation,
                now + settings.probeTimeout().toNanos(),
                now + awareness.scale(interval));
        if (member.standing == Standing.ALIVE) {
            post.datagram(member.machine, news -> new Letter.Ping(sequence, news));
        } else {
            // The buddy system: the accused hears it at once, and not when gossip happens to come by.
            var accusation = new News.Suspect(member.machine, member.incarnation, machine.self());
            post.sendAsIs(member.machine, new Letter.Ping(sequence, List.of(accusation)));
        }
    }

    private void tellForgotten(Member member) {
        if (member.standing.verdict != Verdict.ABSENT) {
            listeners.tell(machine.self(), member.machine, Verdict.ABSENT, machine.nanos());
        }
    }

    private void tryOtherWays(Probe failing) {
        failing.direct = false;
        var helpers = members.some(
                settings.indirectChecks(),
                member -> member.machine != machine.self()
                        && member != failing.member
                        && member.standing == Standing.ALIVE);
        failing.helpers = helpers.size();
        for (var helper : helpers) {
            post.datagram(
                    helper.machine, news -> new Letter.PingRequest(failing.sequence, failing.member.machine, news));
        }
        if (settings.streamPings()) {
            post.stream(failing.member.machine, new Letter.StreamPing(failing.sequence));
        }
    }

    /** No datagram came back. Helpers that did not even say so hint that the fault is here. */
    private void conclude(Probe failed) {
        probe = null;
        if (failed.reachedByStream) {
            awareness.change(-1);
            return;
        }
        awareness.change(failed.helpers > 0 ? Math.max(0, failed.helpers - failed.nacks) : 1);
        opinions.hear(new News.Suspect(failed.member.machine, failed.incarnation, machine.self()));
    }

    /** A probe under way. */
    private static final class Probe {
        final Member member;
        final int sequence;
        final int incarnation;
        final long timeoutAt;
        final long deadline;
        boolean direct = true;
        int helpers;
        int nacks;
        boolean reachedByStream;

        Probe(Member member, int sequence, int incarnation, long timeoutAt, long deadline) {
            this.member = member;
            this.sequence = sequence;
            this.incarnation = incarnation;
            this.timeoutAt = timeoutAt;
            this.deadline = deadline;
        }
    }
}
