package io.bellwether.simulation.peers.phi;

import io.bellwether.simulation.peers.Listeners;
import io.bellwether.simulation.peers.Stopwatch;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.world.Machine;
import org.jspecify.annotations.Nullable;

/** A running process: asks to be let in, and then takes part. */
final class ClusterProcess {

    private static final int SEEDS = 3;
    private static final int NOBODY = -1;
    /** The original's seed-node-timeout and retry-unsuccessful-join-after. */
    private static final long ASK_AGAIN_NANOS = 5_000_000_000L;

    private static final long JOIN_AGAIN_NANOS = 10_000_000_000L;

    private final PhiSettings settings;
    private final Machine machine;
    private final Stopwatch watch;
    private final long self;
    private final Listeners listeners;
    private final Verdict[] verdicts;
    private final Post post;
    private @Nullable Participant participant;
    private int joinWith = NOBODY;
    private long joinAt = Stopwatch.NEVER;

    ClusterProcess(PhiSettings settings, Machine machine, int starts, Listeners listeners, Verdict[] verdicts) {
        this.settings = settings;
        this.machine = machine;
        this.listeners = listeners;
        this.verdicts = verdicts;
        watch = new Stopwatch(machine);
        self = Address.of(machine.self(), starts);
        post = new Post(machine, settings.channel());
    }

    void startSettled(View everybody) {
        takePart(everybody).settle();
    }

    /** The first start of the first seed has nobody to ask. */
    void startJoining() {
        if (self == Address.of(0, 0)) {
            takePart(View.alone(self));
        } else {
            ask();
        }
    }

    void received(int from, Letter letter) {
        switch (letter) {
            case Letter.Heartbeat beat -> post.toMachine(from, new Letter.HeartbeatResponse(self, beat.sequence()));
            case Letter.InitJoinAck answer -> join(from);
            case Letter.Welcome welcome -> welcome(welcome);
            case Letter.InitJoin ask -> {
                if (takesPart()) {
                    post.toMachine(from, new Letter.InitJoinAck());
                }
            }
            default -> {
                if (participant != null && !participant.shutDown()) {
                    received(participant, letter);
                }
            }
        }
    }

    private void received(Participant member, Letter letter) {
        switch (letter) {
            case Letter.HeartbeatResponse response -> member.answered(response, watch.nanos());
            case Letter.GossipStatus status -> member.received(status);
            case Letter.Gossip gossip -> member.received(gossip, watch.nanos());
            case Letter.Join join -> member.received(join, watch.nanos());
            default -> throw new IllegalStateException("no letter for a member: " + letter);
        }
    }

    void wake() {
        if (participant != null) {
            if (!participant.shutDown()) {
                participant.wake(watch.nanos());
            }
        } else if (watch.nanos() >= joinAt) {
            ask();
        }
    }

    long deadlineNanos() {
        return watch.onMachine(participant == null ? joinAt : participant.deadline());
    }

    void leave() {
        if (participant != null && !participant.shutDown()) {
            participant.leave(watch.nanos());
        }
    }

    boolean shutDown() {
        return participant != null && participant.shutDown();
    }

    private boolean takesPart() {
        return participant != null && !participant.shutDown();
    }

    private void ask() {
        joinWith = NOBODY;
        joinAt = watch.nanos() + ASK_AGAIN_NANOS;
        for (int seed = 0; seed < Math.min(SEEDS, settings.machines()); seed++) {
            if (seed != machine.self()) {
                post.toMachine(seed, new Letter.InitJoin());
            }
        }
    }

    private void join(int seed) {
        if (participant == null && joinWith == NOBODY) {
            joinWith = seed;
            joinAt = watch.nanos() + JOIN_AGAIN_NANOS;
            post.toMachine(seed, new Letter.Join(self));
        }
    }

    private void welcome(Letter.Welcome welcome) {
        if (participant == null && Address.machine(welcome.from()) == joinWith) {
            var member = takePart(welcome.view());
            member.introduce();
            member.welcomedBy(welcome.from());
        }
    }

    private Participant takePart(View view) {
        joinAt = Stopwatch.NEVER;
        var member = new Participant(settings, machine, self, listeners, post, verdicts, view, watch.nanos());
        participant = member;
        return member;
    }
}
