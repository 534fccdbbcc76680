package io.bellwether.simulation.peers.lifeguard;

import io.bellwether.simulation.peers.Listeners;
import io.bellwether.simulation.peers.Stopwatch;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.peers.lifeguard.Members.Member;
import io.bellwether.simulation.world.Machine;
import java.util.List;

/** A running process: its timers, and who takes which letter. */
final class Agent {

    private static final int SEEDS = 3;
    /** memberlist's time-out for a connection: so long a join waits before it is tried again. */
    private static final long JOIN_RETRY_NANOS = 10_000_000_000L;

    private final LifeguardSettings settings;
    private final Machine machine;
    private final Stopwatch watch;
    private final Members members;
    private final Rumours rumours = new Rumours();
    private final Awareness awareness;
    private final Opinions opinions;
    private final Post post;
    private final Prober prober;
    private final Relays relays;
    private long gossipAt;
    private long pushAt;
    private long joinAt = Stopwatch.NEVER;

    Agent(LifeguardSettings settings, Machine machine, Listeners listeners) {
        this.settings = settings;
        this.machine = machine;
        watch = new Stopwatch(machine);
        members = new Members(settings.machines(), machine.random());
        awareness = new Awareness(settings.awarenessMaxMultiplier());
        opinions = new Opinions(settings, machine, watch, members, rumours, awareness, listeners);
        post = new Post(machine, settings, members, rumours);
        prober = new Prober(settings, machine, members, opinions, awareness, post, listeners);
        relays = new Relays(settings, post);
        gossipAt = machine.random().nextLong(settings.gossipInterval().toNanos());
        pushAt = machine.random().nextLong(settings.pushPullInterval().toNanos());
    }

    void start(boolean everybodyKnown) {
        opinions.assume(machine.self());
        if (everybodyKnown) {
            for (int other = 0; other < settings.machines(); other++) {
                if (other != machine.self()) {
                    opinions.assume(other);
                }
            }
            members.shuffle();
        } else {
            join();
        }
        pushAt += settings.pushPullNanos(members.size());
    }

    void received(int from, Letter letter) {
        switch (letter) {
            case Letter.Ping ping -> post.datagram(from, news -> new Letter.Ack(ping.sequence(), news));
            case Letter.PingRequest request -> relays.ping(from, request, watch.nanos());
            case Letter.Ack ack -> {
                if (!prober.acknowledged(ack.sequence())) {
                    relays.acknowledged(ack.sequence());
                }
            }
            case Letter.Nack nack -> prober.nack(nack.sequence());
            case Letter.Gossip gossip -> {}
            case Letter.StreamPing ping -> post.stream(from, new Letter.StreamAck(ping.sequence()));
            case Letter.StreamAck ack -> prober.streamAcknowledged(ack.sequence());
            case Letter.Push push -> {
                post.stream(from, new Letter.Pull(opinions.states()));
                opinions.merge(push.states());
            }
            case Letter.Pull pull -> {
                joinAt = Stopwatch.NEVER;
                opinions.merge(pull.states());
            }
        }
        if (letter instanceof Letter.Datagram datagram) {
            datagram.news().forEach(opinions::hear);
        }
    }

    void wake() {
        var now = watch.nanos();
        relays.wake(now);
        opinions.expire(now);
        prober.wake(now);
        if (now >= gossipAt) {
            gossip(now);
        }
        if (now >= pushAt) {
            push(now);
        }
        if (now >= joinAt) {
            join();
        }
    }

    long deadlineNanos() {
        var next = Math.min(Math.min(prober.deadline(), opinions.deadline()), Math.min(relays.deadline(), pushAt));
        next = Math.min(next, joinAt);
        if (!rumours.isEmpty()) {
            skipMissedGossip(watch.nanos());
            next = Math.min(next, gossipAt);
        }
        return watch.onMachine(next);
    }

    /** The original sends its own death to all by gossip and waits for that; here all of it leaves at once. */
    void leave() {
        var self = members.find(machine.self());
        if (self != null) {
            var farewell = List.<News>of(new News.Dead(machine.self(), self.incarnation, machine.self()));
            for (var member : members.some(settings.retransmits(members.size()), this::mayHearGossip)) {
                post.sendAsIs(member.machine, new Letter.Gossip(farewell));
            }
        }
    }

    Verdict verdictAbout(int subject) {
        var member = members.find(subject);
        return member == null ? Verdict.ABSENT : member.standing.verdict;
    }

    int doubt() {
        return awareness.score();
    }

    private void gossip(long now) {
        if (!rumours.isEmpty()) {
            post.gossip(members.some(settings.gossipNodes(), this::mayHearGossip));
        }
        gossipAt += settings.gossipInterval().toNanos();
        skipMissedGossip(now);
    }

    /** Rounds without anything to say are not even woken for; the next one keeps the beat. */
    private void skipMissedGossip(long now) {
        if (gossipAt < now) {
            var interval = settings.gossipInterval().toNanos();
            gossipAt += (now - gossipAt + interval - 1) / interval * interval;
        }
    }

    private boolean mayHearGossip(Member member) {
        return member.machine != machine.self()
                && switch (member.standing) {
                    case ALIVE, SUSPECT -> true;
                    case DEAD ->
                        watch.nanos() - member.changedAt
                                <= settings.gossipToTheDeadTime().toNanos();
                    case LEFT -> false;
                };
    }

    private void push(long now) {
        pushAt = now + settings.pushPullNanos(members.size());
        for (var member :
                members.some(1, other -> other.machine != machine.self() && other.standing == Standing.ALIVE)) {
            post.stream(member.machine, new Letter.Push(opinions.states(), false));
        }
    }

    private void join() {
        joinAt = watch.nanos() + JOIN_RETRY_NANOS;
        for (int seed = 0; seed < Math.min(SEEDS, settings.machines()); seed++) {
            if (seed != machine.self()) {
                post.stream(seed, new Letter.Push(opinions.states(), true));
            }
        }
    }
}
