package io.bellwether.protocol.wire;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Relay.HeldReport;
import io.bellwether.protocol.message.Message.Versions.HeldVersion;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.message.Rumour.BadEdges.BadEdge;
import io.bellwether.protocol.message.Rumour.Profile.Entry;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One message of each kind as it would travel in a cluster of 1000 that has run for an hour, and the largest ones. */
public final class Samples {

    /** Incarnation of a member somewhere in the middle. */
    public static final long SENDER = 612;

    private static final int HOUR_MILLIS = 3_600_000;
    private static final long EPOCH = 1_040;
    private static final long VERSION = 20_000;
    private static final Freshness FRESH = new Freshness(3, 2, 640);

    private Samples() {}

    /** What a member usually sends or gets of this kind. */
    public static Message usual(Kind kind) {
        return switch (kind) {
            case BEAT ->
                new Message.Beat(498, 3_600, 3_598, 731_250, EdgeVerdict.GOOD, false, 97, EPOCH, VERSION, FRESH);
            case REPORT -> report(13);
            case RELAY ->
                new Message.Relay(LongStream.range(0, 10)
                        .mapToObj(i -> new HeldReport(SENDER + 9 * i, 480, report(13)))
                        .toList());
            case PING -> new Message.Ping(498, 0x1122334455667788L);
            case PONG -> new Message.Pong(0x1122334455667788L);
            case ASK -> new Message.Ask(498, 17, Message.Trial.PING);
            case OPINION -> new Message.Opinion(498, 17, Message.Trial.PING, 3);
            case DELTAS -> new Message.Deltas(List.of(lost(10)), 2, 35);
            case DELTAS_WANTED -> new Message.DeltasWanted(VERSION);
            case GOSSIP ->
                new Message.Gossip(EPOCH, VERSION, 0x1122334455667788L, false, FRESH, List.of(health(), health()));
            case BUCKETS ->
                new Message.Buckets(
                        EPOCH,
                        0,
                        16,
                        LongStream.range(0, 16).map(i -> -i).boxed().toList());
            case VERSIONS ->
                new Message.Versions(
                        EPOCH,
                        3,
                        192,
                        Long.MAX_VALUE,
                        false,
                        IntStream.range(0, 128)
                                .mapToObj(i -> new HeldVersion(192 + i / 2, 1 + i % 2, 150))
                                .toList());
            case RUMOURS -> new Message.Rumours(List.of(health(), health()));
        };
    }

    /** A gossip without news, which most are. */
    public static Message quietGossip() {
        return new Message.Gossip(EPOCH, VERSION, 0x1122334455667788L, false, FRESH, List.of());
    }

    /** A report about so many edges, spread over the cluster, all good for an hour. */
    public static Message.Report report(int edges) {
        return new Message.Report(
                3_600,
                VERSION,
                false,
                97,
                LongStream.range(0, edges)
                        .mapToObj(i -> EdgeReport.rounded(
                                2 + 1_000 * i / edges, EdgeVerdict.GOOD, HOUR_MILLIS, 300 + (int) i * 50))
                        .toList());
    }

    private static ViewDelta lost(int members) {
        return new ViewDelta(
                VERSION,
                EPOCH,
                LongStream.range(0, members)
                        .<MemberChange>mapToObj(i -> new MemberChange.Moved(
                                100 + 90 * i, MemberStatus.UNREACHABLE, Cause.OBSERVERS, HOUR_MILLIS))
                        .toList());
    }

    private static Rumour health() {
        return new Rumour(SENDER, 150, 2, 900, new Rumour.Health(91, List.of(90, 80, 100, 100, 95, 99, 255, 88), 12));
    }

    /** The member that takes the most bytes. */
    public static Member largestMember() {
        String text = "x".repeat(Member.TEXT_MAX);
        return new Member(
                new NodeId("n".repeat(NodeId.CHARACTERS_MAX)),
                Long.MAX_VALUE,
                MemberStatus.REMOVED,
                Cause.SUPERSEDED,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                text,
                text,
                true,
                text);
    }

    /** The delta that takes the most bytes among those with one change. */
    public static ViewDelta largestJoin() {
        return new ViewDelta(Long.MAX_VALUE, Long.MAX_VALUE, List.of(new MemberChange.Joined(largestMember())));
    }

    /** The report that takes the most bytes: every difference a whole range, no age in round numbers. */
    public static Message.Report largestReport() {
        return new Message.Report(
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                true,
                100,
                IntStream.range(0, Message.Report.EDGES_MAX)
                        .mapToObj(i -> new EdgeReport(farApart(i), EdgeVerdict.DEAF, LONGEST_AGE, LONGEST_AGE - 1))
                        .toList());
    }

    private static final int LONGEST_AGE = Integer.MAX_VALUE;

    private static long farApart(int i) {
        return i % 2 == 0 ? Long.MAX_VALUE : 0;
    }

    /** The rumours that take the most bytes, one of each topic. */
    public static List<Rumour> largestRumours() {
        var entries = IntStream.range(0, Rumour.Profile.ENTRIES_MAX)
                .mapToObj(i -> new Entry(
                        "k".repeat(Rumour.Profile.KEY_MAX),
                        "v"
                                .repeat(Rumour.Profile.CHARACTERS_MAX / Rumour.Profile.ENTRIES_MAX
                                        - Rumour.Profile.KEY_MAX)))
                .toList();
        var terms =
                IntStream.range(0, Rumour.Health.TERMS_MAX).mapToObj(i -> 255).toList();
        var edges = IntStream.range(0, Message.Report.EDGES_MAX)
                .mapToObj(i -> new BadEdge(farApart(i), EdgeVerdict.DEAF, BadEdge.PHI_MAX))
                .toList();
        return List.of(
                rumourOf(new Rumour.Profile(entries)),
                rumourOf(new Rumour.Health(100, terms, Integer.MAX_VALUE)),
                rumourOf(new Rumour.BadEdges(edges)));
    }

    private static Rumour rumourOf(Rumour.Content content) {
        return new Rumour(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, content);
    }

    /** The evidence that takes the most bytes. */
    public static Freshness largestFreshness() {
        return new Freshness(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE - 1);
    }
}
