package io.bellwether.protocol.wire;

import io.bellwether.protocol.message.Message.Report;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.message.Rumour.BadEdges;
import io.bellwether.protocol.message.Rumour.BadEdges.BadEdge;
import io.bellwether.protocol.message.Rumour.Health;
import io.bellwether.protocol.message.Rumour.Profile;
import io.bellwether.protocol.message.Rumour.Profile.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of rumours, as gossip carries them.
 *
 * <pre>
 * rumours        count, then for each
 *   origin         difference to the origin before it, to 0 at first
 *   version        number
 *   hops           number
 *   ageMillis      number
 *   topic          1 byte: 1 health, 2 profile, 3 bad edges
 *   content        section
 *     health:        score 1 byte, load number, terms count and 1 byte each (255 unknown)
 *     profile:       count, then for each key text, value text
 *     bad edges:     count, then for each subject as difference, verdict 1 byte, phi 1 byte
 * </pre>
 *
 * A rumour of an unknown topic is skipped, the others are taken.
 */
final class RumourCodec {

    private static final int HEALTH = 1;
    private static final int PROFILE = 2;
    private static final int BAD_EDGES = 3;

    private static final int RUMOUR_BYTES_MIN = 6;
    private static final int ENTRY_BYTES_MIN = 3;
    private static final int BAD_EDGE_BYTES_MIN = 3;

    private RumourCodec() {}

    static void write(List<Rumour> rumours, Writer writer) {
        writer.number(rumours.size());
        long before = 0;
        for (int i = 0; i < rumours.size(); i++) {
            Rumour rumour = rumours.get(i);
            writer.difference(rumour.origin(), before);
            writer.number(rumour.version());
            writer.number(rumour.hops());
            writer.number(rumour.ageMillis());
            writer.octet(rumour.content().topic());
            int section = writer.open();
            write(rumour.content(), writer);
            writer.close(section);
            before = rumour.origin();
        }
    }

    static List<Rumour> read(Reader reader) {
        int count = reader.count(Datagram.ITEMS_MAX, RUMOUR_BYTES_MIN);
        List<Rumour> rumours = new ArrayList<>(count);
        long origin = 0;
        for (int i = 0; i < count; i++) {
            origin = reader.difference(origin);
            long version = reader.number();
            int hops = reader.smallNumber();
            int ageMillis = reader.smallNumber();
            int topic = reader.octet();
            int outer = reader.enter();
            Rumour.@Nullable Content content = readContent(topic, reader);
            reader.leave(outer);
            if (content != null) {
                rumours.add(new Rumour(origin, version, hops, ageMillis, content));
            }
        }
        return rumours;
    }

    private static void write(Rumour.Content content, Writer writer) {
        switch (content) {
            case Health health -> write(health, writer);
            case Profile profile -> write(profile, writer);
            case BadEdges edges -> write(edges, writer);
        }
    }

    private static Rumour.@Nullable Content readContent(int topic, Reader reader) {
        return switch (topic) {
            case HEALTH -> readHealth(reader);
            case PROFILE -> readProfile(reader);
            case BAD_EDGES -> readBadEdges(reader);
            default -> null;
        };
    }

    private static void write(Health health, Writer writer) {
        writer.octet(health.score());
        writer.number(health.load());
        writer.number(health.terms().size());
        for (int i = 0; i < health.terms().size(); i++) {
            writer.octet(health.terms().get(i));
        }
    }

    private static Health readHealth(Reader reader) {
        int score = reader.octet();
        int load = reader.smallNumber();
        Integer[] terms = new Integer[reader.count(Health.TERMS_MAX, 1)];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = reader.octet();
        }
        return new Health(score, List.of(terms), load);
    }

    private static void write(Profile profile, Writer writer) {
        writer.number(profile.entries().size());
        for (Entry entry : profile.entries()) {
            writer.text(entry.key());
            writer.text(entry.value());
        }
    }

    private static Profile readProfile(Reader reader) {
        Entry[] entries = new Entry[reader.count(Profile.ENTRIES_MAX, ENTRY_BYTES_MIN)];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Entry(reader.text(Profile.KEY_MAX), reader.text(Profile.VALUE_MAX));
        }
        return new Profile(List.of(entries));
    }

    private static void write(BadEdges edges, Writer writer) {
        writer.number(edges.edges().size());
        long before = 0;
        for (BadEdge edge : edges.edges()) {
            writer.difference(edge.subject(), before);
            writer.octet(Codes.of(edge.verdict()));
            writer.octet(edge.phi());
            before = edge.subject();
        }
    }

    private static BadEdges readBadEdges(Reader reader) {
        BadEdge[] edges = new BadEdge[reader.count(Report.EDGES_MAX, BAD_EDGE_BYTES_MIN)];
        long subject = 0;
        for (int i = 0; i < edges.length; i++) {
            subject = reader.difference(subject);
            edges[i] = new BadEdge(subject, Codes.verdict(reader.octet()), reader.octet());
        }
        return new BadEdges(List.of(edges));
    }
}
