package io.bellwether.protocol.message;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Ascii;
import java.util.List;

/**
 * One piece of soft state on its way through the cluster: the whole current state of one topic of one member.
 *
 * @param origin The incarnation it is about, and which alone may write it.
 * @param version Counts up at the origin, per topic.
 * @param hops Through how many nodes it came.
 * @param ageMillis Time since it was written, summed over the hops by each node's own monotonic clock.
 * @param content What it says.
 */
public record Rumour(long origin, long version, int hops, int ageMillis, Content content) {

    /** The highest code of a topic: it takes one byte on the wire. */
    public static final int TOPIC_MAX = 255;

    public Rumour {
        Bounds.atLeastZero("origin", origin);
        Bounds.atLeastZero("version", version);
        Bounds.atLeastZero("hops", hops);
        Bounds.atLeastZero("ageMillis", ageMillis);
    }

    /** What can be gossiped. Each kind is a topic. */
    public sealed interface Content {

        /** The code of the topic, on the wire and in hashes. */
        int topic();
    }

    /**
     * How well the origin is, by its own account.
     *
     * @param score 0 to 100.
     * @param terms One value of 0 to 100 for each dimension of the score, in the order of the dimensions; 255 is unknown.
     * @param load Requests in flight or a similar measure of load, 0 if not told.
     */
    public record Health(int score, List<Integer> terms, int load) implements Content {
        /** The most dimensions. */
        public static final int TERMS_MAX = 32;

        /** A term that is not known. */
        public static final int UNKNOWN = 255;

        public Health {
            terms = List.copyOf(terms);
            if (score < 0 || score > 100 || terms.size() > TERMS_MAX) {
                throw new IllegalArgumentException("score must be 0 to 100 with at most %d terms, got %d with %d"
                        .formatted(TERMS_MAX, score, terms.size()));
            }
            for (int term : terms) {
                if (term != UNKNOWN) {
                    Bounds.score(term);
                }
            }
            Bounds.atLeastZero("load", load);
        }

        @Override
        public int topic() {
            return 1;
        }
    }

    /**
     * Where and as what the origin serves: a few short keys and values, in order, at most 1,024 characters in all,
     * because one rumour has to fit into one datagram.
     */
    public record Profile(List<Entry> entries) implements Content {
        /** The most entries. */
        public static final int ENTRIES_MAX = 16;

        /** The longest key. */
        public static final int KEY_MAX = 32;

        /** The longest value. */
        public static final int VALUE_MAX = 96;

        /** The most characters of all keys and values together. */
        public static final int CHARACTERS_MAX = 1024;

        public Profile {
            entries = List.copyOf(entries);
            Bounds.atMost("entries of a profile", ENTRIES_MAX, entries.size());
            int characters = 0;
            for (Entry entry : entries) {
                characters += entry.key().length() + entry.value().length();
            }
            Bounds.atMost("characters of a profile", CHARACTERS_MAX, characters);
        }

        /**
         * One key and its value, in printable characters of ASCII.
         *
         * @param key Not empty.
         */
        public record Entry(String key, String value) {

            public Entry {
                if (key.isEmpty() || !Ascii.isPrintable(key, KEY_MAX) || !Ascii.isPrintable(value, VALUE_MAX)) {
                    throw new IllegalArgumentException(
                            "a key has 1 to %d and its value at most %d printable characters of ASCII, got '%s' and '%s'"
                                    .formatted(KEY_MAX, VALUE_MAX, key, value));
                }
            }
        }

        @Override
        public int topic() {
            return 2;
        }
    }

    /** Those edges that the origin, as observer, finds bad. */
    public record BadEdges(List<BadEdge> edges) implements Content {

        public BadEdges {
            edges = List.copyOf(edges);
            Bounds.atMost("bad edges", Message.Report.EDGES_MAX, edges.size());
        }

        /**
         * One bad edge.
         *
         * @param subject The incarnation at the other end.
         * @param verdict Why it is bad.
         * @param phi Phi, rounded down and at most 255.
         */
        public record BadEdge(long subject, EdgeVerdict verdict, int phi) {
            /** The highest phi that is told. */
            public static final int PHI_MAX = 255;

            public BadEdge {
                Bounds.atLeastZero("subject", subject);
                Bounds.atMost("phi", PHI_MAX, phi);
            }
        }

        @Override
        public int topic() {
            return 3;
        }
    }
}
