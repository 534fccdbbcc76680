package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Outbox;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** A cluster of nothing but gossip: virtual time in steps of a millisecond, every datagram takes one, some are lost. */
final class GossipNet {

    static final long MILLI = 1_000_000L;

    private record Datagram(long from, long to, Message message) {}

    private final SplittableRandom random;
    private final double lossRatio;
    private final Sizes sizes = new FixedSizes();
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> disagreements = new ArrayList<>();
    private List<Datagram> underway = new ArrayList<>();
    private List<Datagram> arriving = new ArrayList<>();
    /** When each node wants to be called next: side by side, because every step looks at all. */
    private final long[] dueNanos;

    private long nowNanos = -5_000 * MILLI;
    int largestDatagram;

    /** Which links are cut. */
    BiPredicate<Long, Long> cut = (from, to) -> false;

    GossipNet(int size, int zones, double lossRatio, long seed) {
        this.random = new SplittableRandom(seed);
        this.lossRatio = lossRatio;
        this.dueNanos = new long[size];
        View view = view(size, zones);
        for (long incarnation = 1; incarnation <= size; incarnation++) {
            Node node = new Node(incarnation);
            nodes.add(node);
            node.join(view);
        }
    }

    static View view(int size, int zones) {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            members.add(member(i, "zone-" + i % zones));
        }
        return View.of(size, size, members);
    }

    static Member member(long incarnation, String zone) {
        var id = new NodeId("node-" + incarnation);
        var address = "10.0.0.1:" + (10_000 + incarnation);
        return new Member(
                id,
                incarnation,
                MemberStatus.HEALTHY,
                Cause.BEATS_GOOD,
                incarnation,
                0,
                zone,
                "",
                incarnation <= 3,
                address);
    }

    Node node(long incarnation) {
        return nodes.get((int) incarnation - 1);
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Node> alive() {
        return nodes.stream().filter(node -> !node.dead).toList();
    }

    List<String> disagreements() {
        return disagreements;
    }

    long nowNanos() {
        return nowNanos;
    }

    void runMillis(long millis) {
        for (long i = 0; i < millis; i++) {
            step();
        }
    }

    /** Milliseconds until all live nodes satisfy this, or {@code Long.MAX_VALUE} if they do not within the bound. */
    long millisUntil(Predicate<Node> reached, long boundMillis) {
        return millisUntil(reached, 0, boundMillis);
    }

    /** The same, but {@code missing} nodes may be left. */
    long millisUntil(Predicate<Node> reached, int missing, long boundMillis) {
        List<Node> waiting = new ArrayList<>(alive());
        for (long millis = 0; millis <= boundMillis; millis++) {
            waiting.removeIf(reached);
            if (waiting.size() <= missing) {
                return millis;
            }
            step();
        }
        return Long.MAX_VALUE;
    }

    private void step() {
        nowNanos += MILLI;
        List<Datagram> now = underway;
        underway = arriving;
        arriving = now;
        for (Datagram datagram : now) {
            Node receiver = node(datagram.to());
            if (!receiver.dead) {
                receiver.receive(datagram.from(), datagram.message());
            }
        }
        now.clear();
        for (int i = 0; i < dueNanos.length; i++) {
            if (nowNanos - dueNanos[i] >= 0 && !nodes.get(i).dead) {
                nodes.get(i).tick();
            }
        }
    }

    /** All bridges of the first node's zone stop, and nobody knows yet. */
    void crashBridges() {
        String zone = zoneOf(node(1));
        int crashed = 0;
        for (Node node : nodes) {
            if (zoneOf(node).equals(zone) && node.peers.isBridge()) {
                node.dead = true;
                crashed++;
            }
        }
        if (crashed < Bridges.BRIDGES_MIN) {
            throw new IllegalStateException("expected at least three bridges in " + zone + ", found " + crashed);
        }
    }

    private static String zoneOf(Node node) {
        return Objects.requireNonNull(node.views.view().member(node.self)).zone();
    }

    long bytesSent() {
        return nodes.stream().mapToLong(Node::bytesSent).sum();
    }

    final class Node implements GossipListener, Outbox {

        final long self;
        final Peers peers;
        final GossipRounds rounds;
        final ViewSpread views;
        boolean dead;
        int lastHops;
        int lastAgeMillis;
        private final Set<Long> pulls = new HashSet<>();

        Node(long self) {
            this.self = self;
            this.peers = new Peers(random.split());
            this.views = new ViewSpread(TimingProfile.DEFAULT, sizes, peers, this, nowNanos);
            this.rounds = new GossipRounds(
                    TimingProfile.DEFAULT, sizes, peers, random.split(), now -> Freshness.UNKNOWN, this, nowNanos);
        }

        void join(View view) {
            views.identity(self);
            views.pulled(view, nowNanos);
            rounds.viewChanged(view, self, nowNanos);
            schedule();
        }

        void commit(ViewDelta delta) {
            changed(views.committed(delta, nowNanos, this));
            schedule();
        }

        /** What repair or an earlier life brought; too old to be news. */
        void learn(List<Rumour> rumours) {
            rounds.received(0, new Message.Rumours(rumours), nowNanos, this);
        }

        private void receive(long from, Message message) {
            switch (message) {
                case Message.Deltas deltas -> changed(views.received(from, deltas, nowNanos, this));
                case Message.DeltasWanted wanted -> views.received(from, wanted, nowNanos, this);
                case Message.Gossip gossip -> {
                    views.noticed(from, gossip.version(), nowNanos, this);
                    rounds.received(from, gossip, nowNanos, this);
                }
                default -> rounds.received(from, message, nowNanos, this);
            }
            schedule();
        }

        private void changed(boolean viewChanged) {
            if (viewChanged) {
                rounds.viewChanged(views.view(), self, nowNanos);
            }
        }

        private void tick() {
            if (nowNanos - rounds.deadlineNanos() >= 0) {
                rounds.tick(nowNanos, this);
            }
            if (nowNanos - views.deadlineNanos(nowNanos) >= 0) {
                views.tick(nowNanos, this);
            }
            schedule();
        }

        private void schedule() {
            long next = rounds.deadlineNanos();
            long ofViews = views.deadlineNanos(nowNanos);
            dueNanos[(int) self - 1] = ofViews - next < 0 ? ofViews : next;
            if (views.pullWanted(nowNanos)) {
                pulls.add(views.view().version());
            }
        }

        int pulls() {
            return pulls.size();
        }

        void write(Rumour.Content content) {
            rounds.write(content, nowNanos);
            schedule();
        }

        boolean knows(long origin, Rumour.Content content) {
            return content.equals(rounds.state().content(origin, content.topic()));
        }

        long bytesSent() {
            return rounds.counters().get(Count.BYTES_SENT) + views.counters().get(Count.BYTES_SENT);
        }

        @Override
        public void send(long to, Message message) {
            int bytes = sizes.bytesMax(message);
            largestDatagram = Math.max(largestDatagram, bytes);
            if (random.nextDouble() >= lossRatio && !cut.test(self, to)) {
                underway.add(new Datagram(self, to, message));
            }
        }

        @Override
        public void heardRumour(Rumour rumour, int ageMillis, int hops) {
            lastHops = hops;
            lastAgeMillis = ageMillis;
        }

        @Override
        public void heardDelta(long version, int ageMillis, int hops) {
            lastHops = hops;
            lastAgeMillis = ageMillis;
        }

        @Override
        public void viewsDisagree(String detail) {
            disagreements.add(detail);
        }
    }
}
