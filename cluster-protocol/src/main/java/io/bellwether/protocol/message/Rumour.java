package io.bellwether.protocol.message;

import io.bellwether.protocol.detector.EdgeVerdict;
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

        public Health {
            terms = List.copyOf(terms);
            if (score < 0 || score > 100 || terms.size() > TERMS_MAX) {
                throw new IllegalArgumentException("score must be 0 to 100 with at most %d terms, got %d with %d"
                        .formatted(TERMS_MAX, score, terms.size()));
            }
        }

        @Override
        public int topic() {
            return 1;
        }
    }

    /** Where and as what the origin serves: a few short keys and values, in order. */
    public record Profile(List<Entry> entries) implements Content {
        /** The most entries, and the longest key and value in characters of ASCII. */
        public static final int ENTRIES_MAX = 16;

        public static final int KEY_MAX = 32;
        public static final int VALUE_MAX = 96;

        public Profile {
            entries = List.copyOf(entries);
        }

        /** One key and its value. */
        public record Entry(String key, String value) {}

        @Override
        public int topic() {
            return 2;
        }
    }

    /** Those edges that the origin, as observer, finds bad. */
    public record BadEdges(List<BadEdge> edges) implements Content {

        public BadEdges {
            edges = List.copyOf(edges);
        }

        /**
         * One bad edge.
         *
         * @param subject The incarnation at the other end.
         * @param verdict Why it is bad.
         * @param phi Phi, rounded down and at most 255.
         */
        public record BadEdge(long subject, EdgeVerdict verdict, int phi) {}

        @Override
        public int topic() {
            return 3;
        }
    }
}
