package io.bellwether.simulation.peers.phi;

import io.bellwether.simulation.world.Machine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** Asks those whom this process watches for a sign of life, and judges them by their answers. */
final class Heartbeats {

    private final PhiSettings settings;
    private final Machine machine;
    private final Post post;
    private final long self;
    private final ArrayDeque<FirstAnswer> firstAnswers = new ArrayDeque<>();
    private List<Watched> watched = new ArrayList<>();
    private @Nullable NavigableMap<Long, Status> ringOf;
    private Ring ring;
    private int sequence;
    private long tickAt;

    Heartbeats(PhiSettings settings, Machine machine, Post post, long self, long now) {
        this.settings = settings;
        this.machine = machine;
        this.post = post;
        this.self = self;
        ring = new Ring(List.of(self), self);
        // The original waits one interval; the rest is a phase of one's own, as if not all had started at once.
        tickAt = now
                + settings.heartbeatInterval().toNanos()
                + machine.random().nextLong(settings.heartbeatInterval().toNanos());
    }

    long deadline() {
        var first = firstAnswers.peekFirst();
        return first == null ? tickAt : Math.min(tickAt, first.expectedBy);
    }

    void wake(long now) {
        while (!firstAnswers.isEmpty() && firstAnswers.getFirst().expectedBy <= now) {
            // From here on a member that never answered is judged like one that has fallen silent.
            var subject = find(firstAnswers.removeFirst().subject);
            if (subject != null && !subject.detector.isMonitoring()) {
                subject.detector.heartbeat(now);
            }
        }
        if (now >= tickAt) {
            // A fixed delay, not a fixed rate: after a pause the beats are not made up for.
            tickAt = now + settings.heartbeatInterval().toNanos();
            beat(now);
        }
    }

    void answered(long from, long now) {
        var subject = find(from);
        if (subject == null) {
            return;
        }
        subject.detector.heartbeat(now);
        if (subject.onlyUntilBack) {
            watched.remove(subject);
        }
    }

    /** Everybody who is watched and, by phi, gone. */
    List<Long> unavailable(long now) {
        var gone = new ArrayList<Long>();
        for (var subject : watched) {
            if (!subject.detector.isAvailable(now)) {
                gone.add(subject.address);
            }
        }
        return gone;
    }

    /** Members came or went, or became unreachable or reachable: the ring may pick others. */
    void follow(View view, long now) {
        if (!View.same(view.members(), ringOf)) {
            ringOf = view.members();
            ring = new Ring(view.members().keySet(), self);
        }
        NavigableSet<Long> lost = view.reachability().unreachable();
        var picked = ring.after(settings.watchers(), lost::contains);
        var next = new ArrayList<Watched>();
        for (var subject : watched) {
            var stays = picked.contains(subject.address);
            if (stays || (view.has(subject.address) && !subject.detector.isAvailable(now))) {
                subject.onlyUntilBack = !stays;
                next.add(subject);
            }
        }
        for (long address : picked) {
            if (find(address) == null) {
                next.add(new Watched(address, new PhiDetector(settings)));
            }
        }
        watched = next;
    }

    private void beat(long now) {
        var beat = new Letter.Heartbeat(++sequence);
        for (var subject : watched) {
            if (!subject.detector.isMonitoring()) {
                firstAnswers.add(new FirstAnswer(
                        subject.address, now + settings.expectedResponseAfter().toNanos()));
            }
            post.send(subject.address, beat);
        }
        if (machine.tracing()) {
            machine.note("heartbeat", "%d to %d".formatted(sequence, watched.size()));
        }
    }

    private @Nullable Watched find(long address) {
        for (var subject : watched) {
            if (subject.address == address) {
                return subject;
            }
        }
        return null;
    }

    private record FirstAnswer(long subject, long expectedBy) {}

    /** A member whom this process watches. */
    private static final class Watched {
        final long address;
        final PhiDetector detector;
        /** The ring picks another in its place; it is watched on only because it was gone at that moment. */
        boolean onlyUntilBack;

        Watched(long address, PhiDetector detector) {
            this.address = address;
            this.detector = detector;
        }
    }
}
