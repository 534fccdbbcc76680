package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.network.Traffic;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** What a member sends while ten others crash one after another. Payload: what UDP carries, header and tag included. */
public final class BandwidthScenario {

    private static final String NAME = "bandwidth";
    private static final int COORDINATORS = 3;
    private static final int CRASHES = 10;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A settled cluster begins with the gossip of what everybody says for the first time; told as a row of its own. */
    private static final long WARM_UP = 60 * SECOND;

    /**
     * Members that have joined and left before. Numbers of members and versions take one byte below 128 and two below
     * 16384, so a new cluster of 100 would be compared by that and not by its size.
     */
    private static final int PAST = 1000;

    private static final double BYTES_PER_SECOND_MAX = 1000;
    private static final double GROWTH_PERCENT_MAX = 10;

    /** Runs of ours; those of the peers come after them. */
    private static final int OURS = 3;

    private static final List<Peer> PEERS = List.of(Peer.LIFEGUARD.named("memberlist"), Peer.PHI.named("akka"));

    /** Bytes per second of one machine on average. */
    private record Rates(
            double member,
            double busiest,
            double coordinator,
            double streams,
            double start,
            Map<String, Double> kinds,
            int broken) {}

    private BandwidthScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                NAME,
                "What a member sends while ten crash, at a tenth of the nodes and at all. 1 min of one core.",
                List.of(
                        Option.nodes(1000, 200, 1000),
                        Option.seconds(300, 70),
                        Option.flag("ours", "Leaves out the peers."),
                        Option.trace()),
                BandwidthScenario::run);
    }

    private static Result run(Session session) {
        int many = session.settings().nodes();
        int few = many / 10;
        long seed = session.settings().seed();
        List<LongFunction<Rates>> runs = new ArrayList<>(
                List.of(at -> ours(session, many, PAST), at -> ours(session, few, PAST), at -> ours(session, few, 0)));
        if (!session.settings().flag("ours")) {
            PEERS.forEach(peer -> runs.add(at -> peer(session, many, peer)));
        }
        List<Rates> rates = session.runs(
                "sim " + NAME, runs.size(), at -> runs.get((int) at).apply(at));
        List<Row> rows = new ArrayList<>(rows(many, few, rates));
        for (int i = OURS; i < rates.size(); i++) {
            addPeer(PEERS.get(i - OURS).name(), many, rates.get(i), rows);
        }
        rows.add(Row.none(
                "promises broken", rates.stream().mapToInt(Rates::broken).sum()));
        return new Result("sim " + NAME, seed, rows);
    }

    private static List<Row> rows(int many, int few, List<Rates> rates) {
        Rates atMany = rates.get(0);
        Rates atFew = rates.get(1);
        String large = "N=%d: ".formatted(many);
        String small = "N=%d: ".formatted(few);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.ours(large + "sent by a member, mean", "B/s", atMany.member(), Goal.atMost(BYTES_PER_SECOND_MAX)));
        rows.add(Row.of(Row.US, small + "sent by a member, mean", "B/s", atFew.member()));
        rows.add(Row.of(
                Row.US,
                small + "in a cluster without a past",
                "B/s",
                rates.get(2).member()));
        double growth = 100 * Math.abs(atMany.member() / atFew.member() - 1);
        rows.add(Row.ours("difference between the two", "%", growth, Goal.atMost(GROWTH_PERCENT_MAX)));
        addAlike(Row.US, large, atMany, rows);
        rows.add(Row.of(Row.US, large + "datagrams sent by a coordinator, mean", "B/s", atMany.coordinator()));
        rows.add(Row.of(Row.US, large + "over connections by a coordinator, mean", "B/s", atMany.streams()));
        rows.add(Row.of(Row.US, small + "datagrams sent by a coordinator, mean", "B/s", atFew.coordinator()));
        atMany.kinds().forEach((kind, rate) -> rows.add(Row.of(Row.US, large + kind + " by a member", "B/s", rate)));
        atFew.kinds().forEach((kind, rate) -> rows.add(Row.of(Row.US, small + kind + " by a member", "B/s", rate)));
        return rows;
    }

    private static void addPeer(String peer, int many, Rates rates, List<Row> rows) {
        String large = "N=%d: ".formatted(many);
        rows.add(Row.of(peer, large + "sent by a member, mean", "B/s", rates.member()));
        addAlike(peer, large, rates, rows);
    }

    private static void addAlike(String subject, String size, Rates rates, List<Row> rows) {
        rows.add(Row.of(subject, size + "sent by the busiest member", "B/s", rates.busiest()));
        rows.add(Row.of(subject, size + "sent by a member in the first 10 s, mean", "B/s", rates.start()));
    }

    private static Rates ours(Session session, int nodes, int past) {
        long seed = session.settings().seed();
        var run = new OurRun(new Cluster(ClusterSpec.of(nodes, COORDINATORS), seed, past), session.trace(seed));
        run(session, run.world(), nodes);
        return rates(session, run.world(), nodes, Datagrams.KINDS, run.tellBroken(session));
    }

    private static Rates peer(Session session, int nodes, Peer peer) {
        World world = new World(
                session.settings().seed(), new Network(nodes), peer.programs().apply(nodes));
        world.bootAll();
        run(session, world, nodes);
        return rates(session, world, nodes, world.traffic().kinds(), 0);
    }

    /** Ten crashes, evenly spread over the time that is measured; whom they hit is nobody of the coordinators. */
    private static void run(Session session, World world, int nodes) {
        long end = session.settings().seconds() * SECOND;
        for (int i = 0; i < CRASHES; i++) {
            int machine = crashed(i, nodes);
            world.at(WARM_UP + (end - WARM_UP) * i / CRASHES, () -> world.crash(machine));
        }
        world.runUntil(end);
    }

    private static int crashed(int number, int nodes) {
        return nodes - 1 - number * ((nodes - COORDINATORS) / CRASHES);
    }

    private static boolean isMember(int machine, int nodes) {
        if (machine < COORDINATORS) {
            return false;
        }
        for (int i = 0; i < CRASHES; i++) {
            if (crashed(i, nodes) == machine) {
                return false;
            }
        }
        return true;
    }

    private static Rates rates(Session session, World world, int nodes, List<String> payload, int broken) {
        Traffic traffic = world.traffic();
        long end = session.settings().seconds() * SECOND;
        double seconds = (double) (end - WARM_UP) / SECOND;
        Map<String, Double> kinds = new TreeMap<>();
        double all = 0;
        double busiest = 0;
        double start = 0;
        int members = 0;
        for (int machine = 0; machine < nodes; machine++) {
            if (!isMember(machine, nodes)) {
                continue;
            }
            members++;
            double own = 0;
            for (String kind : payload) {
                long bytes = traffic.bytes(Traffic.Way.SENT, machine, kind, WARM_UP, end);
                kinds.merge(kind, (double) bytes, Double::sum);
                own += bytes;
                start += traffic.bytes(Traffic.Way.SENT, machine, kind, 0, 10 * SECOND);
            }
            all += own;
            busiest = Math.max(busiest, own);
        }
        double each = members * seconds;
        kinds.replaceAll((kind, bytes) -> bytes / each);
        kinds.values().removeIf(rate -> rate == 0);
        double coordinators = coordinators(traffic, payload, end);
        double streams = coordinators(traffic, traffic.kinds(), end) - coordinators;
        return new Rates(
                all / each,
                busiest / seconds,
                coordinators / seconds,
                streams / seconds,
                start / members / 10,
                kinds,
                broken);
    }

    private static double coordinators(Traffic traffic, List<String> kinds, long end) {
        double bytes = 0;
        for (int machine = 0; machine < COORDINATORS; machine++) {
            for (String kind : kinds) {
                bytes += traffic.bytes(Traffic.Way.SENT, machine, kind, WARM_UP, end);
            }
        }
        return bytes / COORDINATORS;
    }
}
