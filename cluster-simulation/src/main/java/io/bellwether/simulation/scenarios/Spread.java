package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.Entry;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Observer;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One run in which members say something new one after another, and then one dies, so that the view changes too. Notes
 * when everybody has each update and each change, and what the rumours themselves say about their way.
 */
final class Spread implements Observer {

    private static final String KEY = "update";
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final double NANOS_PER_MILLI = 1e6;

    /** The gossip of the start is over by then; it takes 30 s at 1000 nodes. */
    private static final long QUIET_FROM = 60 * SECOND;

    private static final long APART = 6 * SECOND;
    private static final int UPDATES = 5;
    private static final long DEATH_AT = QUIET_FROM + UPDATES * APART;

    /** UNREACHABLE, then REMOVED, and time for both to be known. */
    private static final long END = DEATH_AT + 26 * SECOND;

    private final Session session;
    private final OurRun run;
    private final Cluster cluster;
    private final BitSet informed = new BitSet();
    private final Map<Long, Long> commits = new TreeMap<>();
    private final SplittableRandom chance;
    private final Outcome outcome = new Outcome();
    private int update;
    private int writer;
    private long writtenAt;

    /** What was seen; an update or change that never came to all counts as missed. */
    static final class Outcome {
        final Sample updateNanos = new Sample();
        final Sample nodeNanos = new Sample();
        final Sample hops = new Sample();
        final Sample ageErrorMillis = new Sample();
        final Sample changeNanos = new Sample();
        final Sample changeHops = new Sample();
        int missed;
        int broken;
    }

    Spread(Session session, ClusterSpec spec, double loss, long seed) {
        this.session = session;
        this.run = new OurRun(spec, seed, session.trace(seed));
        this.cluster = run.cluster();
        this.chance = new SplittableRandom(seed);
        cluster.world().network().loss(loss);
        cluster.observe(this);
    }

    Outcome outcome() {
        World world = cluster.world();
        for (int i = 0; i < UPDATES; i++) {
            world.at(QUIET_FROM + i * APART, this::write);
        }
        world.at(DEATH_AT, () -> {
            endUpdate();
            world.crash(anyMember());
        });
        world.runUntil(END);
        outcome.missed += (int) commits.values().stream()
                .filter(committed -> committed < END - APART)
                .count();
        outcome.broken = run.tellBroken(session);
        return outcome;
    }

    private int anyMember() {
        int voters = cluster.spec().coordinators().size();
        return voters + chance.nextInt(cluster.spec().nodes() - voters);
    }

    private void write() {
        endUpdate();
        update++;
        writer = anyMember();
        writtenAt = cluster.world().now();
        informed.clear();
        informed.set(writer);
        var content = new Rumour.Profile(List.of(new Rumour.Profile.Entry(KEY, Integer.toString(update))));
        cluster.liveNode(writer).gossip().write(content, cluster.world().nanosOf(writer));
    }

    private void endUpdate() {
        if (update > 0 && informed.cardinality() < cluster.spec().nodes()) {
            outcome.missed++;
        }
    }

    @Override
    public void rumourHeard(int machine, Rumour rumour) {
        if (!(rumour.content() instanceof Rumour.Profile(var entries))
                || !entries.getFirst().value().equals(Integer.toString(update))
                || informed.get(machine)) {
            return;
        }
        informed.set(machine);
        long took = cluster.world().now() - writtenAt;
        outcome.nodeNanos.add(took);
        outcome.hops.add(rumour.hops());
        outcome.ageErrorMillis.add(Math.round(Math.abs(took / NANOS_PER_MILLI - rumour.ageMillis())));
        if (informed.cardinality() == cluster.spec().nodes()) {
            outcome.updateNanos.add(took);
        }
    }

    @Override
    public void deltaHeard(int machine, long version, int ageMillis, int hops) {
        if (commits.containsKey(version)) {
            outcome.changeHops.add(hops);
        }
    }

    @Override
    public void committed(long index, Entry entry, Applied applied, View after) {
        if (applied.changed() && cluster.world().now() >= DEATH_AT) {
            commits.put(after.version(), cluster.world().now());
        }
    }

    @Override
    public void viewChanged(int machine, View before, View after) {
        commits.entrySet().removeIf(commit -> {
            boolean known = after.version() >= commit.getKey() && everybodyHas(commit.getKey());
            if (known) {
                outcome.changeNanos.add(cluster.world().now() - commit.getValue());
            }
            return known;
        });
    }

    private boolean everybodyHas(long version) {
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            Node node = cluster.node(machine);
            if (node != null
                    && cluster.world().condition(machine) == Condition.UP
                    && node.view().version() < version) {
                return false;
            }
        }
        return true;
    }
}
