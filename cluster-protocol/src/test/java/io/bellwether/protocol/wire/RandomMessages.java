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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Valid messages of every kind, numbers of every length included, each small enough for one datagram. */
public final class RandomMessages {

    private static final String PRINTABLE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._- ~:/\"\\";
    private static final int NAME_CHARACTERS = 65;

    private final RandomGenerator random;
    private final Sizer sizer = new Sizer();

    public RandomMessages(RandomGenerator random) {
        this.random = random;
    }

    /** A message of any kind. */
    public Message any() {
        return of(oneOf(Kind.values()));
    }

    /** A message of this kind. Shorter and shorter lists are tried until it fits. */
    public Message of(Kind kind) {
        for (int itemsMax = 1 << random.nextInt(7); itemsMax > 0; itemsMax /= 2) {
            Message message = of(kind, itemsMax);
            if (sizer.fits(message)) {
                return message;
            }
        }
        return of(kind, 0);
    }

    private Message of(Kind kind, int itemsMax) {
        return switch (kind) {
            case BEAT -> beat();
            case REPORT -> report(Math.min(itemsMax, Message.Report.EDGES_MAX));
            case RELAY ->
                new Message.Relay(list(
                        itemsMax, () -> new HeldReport(number(), small(), report(1 + random.nextInt(14)))));
            case PING -> new Message.Ping(number(), random.nextLong());
            case PONG -> new Message.Pong(random.nextLong());
            case ASK -> new Message.Ask(number(), number(), oneOf(Message.Trial.values()));
            case OPINION -> new Message.Opinion(number(), number(), oneOf(Message.Trial.values()), random.nextInt(4));
            case DELTAS -> new Message.Deltas(list(itemsMax, () -> delta(1 + itemsMax / 8)), small(), small());
            case DELTAS_WANTED -> new Message.DeltasWanted(number());
            case GOSSIP ->
                new Message.Gossip(
                        number(),
                        number(),
                        random.nextLong(),
                        random.nextBoolean(),
                        freshness(),
                        list(itemsMax, this::rumour));
            case BUCKETS -> new Message.Buckets(number(), small(), small(), list(itemsMax, random::nextLong));
            case VERSIONS ->
                new Message.Versions(
                        number(),
                        small(),
                        number(),
                        random.nextInt(4) == 0 ? Long.MAX_VALUE : number(),
                        random.nextBoolean(),
                        list(itemsMax, () -> new HeldVersion(number(), random.nextInt(256), number())));
            case RUMOURS -> new Message.Rumours(list(itemsMax, this::rumour));
        };
    }

    private Message.Beat beat() {
        return new Message.Beat(
                number(),
                number(),
                number(),
                small(),
                oneOf(EdgeVerdict.values()),
                random.nextBoolean(),
                random.nextInt(101),
                number(),
                number(),
                freshness());
    }

    private Freshness freshness() {
        return random.nextInt(8) == 0 ? Freshness.UNKNOWN : new Freshness(number(), number(), small());
    }

    private Message.Report report(int edgesMax) {
        return new Message.Report(
                number(),
                number(),
                random.nextBoolean(),
                random.nextInt(101),
                list(edgesMax, () -> edge(random.nextInt(8) == 0 ? EdgeReport.NEVER : small())));
    }

    private EdgeReport edge(int lastBeatMillis) {
        var verdict = oneOf(EdgeVerdict.values());
        return random.nextBoolean()
                ? EdgeReport.rounded(number(), verdict, small(), lastBeatMillis)
                : new EdgeReport(number(), verdict, small(), lastBeatMillis);
    }

    private ViewDelta delta(int changesMax) {
        return new ViewDelta(number(), number(), list(changesMax, this::change));
    }

    private MemberChange change() {
        var status = oneOf(MemberStatus.values());
        var cause = oneOf(Cause.values());
        return switch (random.nextInt(4)) {
            case 0 -> new MemberChange.Joined(member(status, cause));
            case 1 -> new MemberChange.Moved(positive(), status, cause, number());
            case 2 ->
                new MemberChange.Readdressed(positive(), member(status, cause).address());
            default -> new MemberChange.Gone(positive(), status, cause);
        };
    }

    private Member member(MemberStatus status, Cause cause) {
        return new Member(
                new NodeId(text(1, NodeId.CHARACTERS_MAX, NAME_CHARACTERS)),
                positive(),
                status,
                cause,
                number(),
                number(),
                text(0, Member.TEXT_MAX, PRINTABLE.length()),
                text(0, Member.TEXT_MAX, PRINTABLE.length()),
                random.nextBoolean(),
                text(0, Member.TEXT_MAX, PRINTABLE.length()));
    }

    private Rumour rumour() {
        return new Rumour(number(), number(), small(), small(), content());
    }

    private Rumour.Content content() {
        return switch (random.nextInt(3)) {
            case 0 -> new Rumour.Health(random.nextInt(101), list(Rumour.Health.TERMS_MAX, this::term), small());
            case 1 -> new Rumour.Profile(list(7, this::entry));
            default ->
                new Rumour.BadEdges(list(
                        Message.Report.EDGES_MAX,
                        () -> new BadEdge(number(), oneOf(EdgeVerdict.values()), random.nextInt(256))));
        };
    }

    private int term() {
        return random.nextInt(8) == 0 ? Rumour.Health.UNKNOWN : random.nextInt(101);
    }

    private Entry entry() {
        return new Entry(
                text(1, Rumour.Profile.KEY_MAX, PRINTABLE.length()),
                text(0, Rumour.Profile.VALUE_MAX, PRINTABLE.length()));
    }

    private String text(int charactersMin, int charactersMax, int alphabet) {
        int length = charactersMin + random.nextInt(1 + (charactersMax - charactersMin) / (1 + random.nextInt(8)));
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(PRINTABLE.charAt(random.nextInt(alphabet)));
        }
        return text.toString();
    }

    private <T> List<T> list(int itemsMax, Supplier<T> item) {
        int count = random.nextInt(itemsMax + 1);
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return items;
    }

    /** Any length from 0 to 63 bits alike, small ones a little more often. */
    private long number() {
        return random.nextLong()
                >>> (1 + random.nextInt(random.nextBoolean() ? 63 : 16) % 63)
                >>> (random.nextBoolean() ? 40 : 0);
    }

    private long positive() {
        return Math.max(1, number());
    }

    private int small() {
        return random.nextInt() >>> (1 + random.nextInt(31));
    }

    private <T> T oneOf(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
