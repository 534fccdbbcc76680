package io.bellwether.protocol.message;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.ViewDelta;
import java.util.List;

/** One datagram. The incarnation of its sender travels in the header, beside key id, nonce and tag. */
public sealed interface Message {

    /**
     * An echo heartbeat: proves both directions of one edge.
     *
     * @param to The incarnation it is for; another life of that name ignores it.
     * @param sequence Counts up on this edge, from 1.
     * @param echoSequence The highest sequence heard from the other side, 0 if none.
     * @param echoMicros How long ago that was.
     * @param aboutYou What the sender thinks of the edge.
     * @param doubt Whether the sender doubts itself.
     * @param score The sender's own health score.
     * @param epoch The sender's epoch.
     * @param version The sender's state version; who is behind asks for deltas.
     * @param freshness The best evidence of a leader that the sender has.
     */
    record Beat(
            long to,
            long sequence,
            long echoSequence,
            int echoMicros,
            EdgeVerdict aboutYou,
            boolean doubt,
            int score,
            long epoch,
            long version,
            Freshness freshness)
            implements Message {

        public Beat {
            Bounds.atLeastZero("to", to);
            Bounds.atLeastZero("sequence", sequence);
            Bounds.atLeastZero("echoSequence", echoSequence);
            Bounds.atLeastZero("echoMicros", echoMicros);
            Bounds.score(score);
            Bounds.atLeastZero("epoch", epoch);
            Bounds.atLeastZero("version", version);
        }
    }

    /**
     * All that a member sees, for the coordinators. Replaces every earlier report of its sender.
     *
     * @param sequence Counts up, from 1.
     * @param version The sender's state version.
     * @param doubt Whether the sender doubts itself; then the report accuses and defends nobody.
     * @param score The sender's own health score.
     * @param edges All its edges.
     */
    record Report(long sequence, long version, boolean doubt, int score, List<EdgeReport> edges) implements Message {
        /** The most edges: ten neighbours and every coordinator, or all of a small cluster. */
        public static final int EDGES_MAX = 32;

        public Report {
            edges = List.copyOf(edges);
            Bounds.atLeastZero("sequence", sequence);
            Bounds.atLeastZero("version", version);
            Bounds.score(score);
            Bounds.atMost("edges of a report", EDGES_MAX, edges.size());
        }
    }

    /** Reports that one coordinator passes to another. */
    record Relay(List<HeldReport> reports) implements Message {

        public Relay {
            reports = List.copyOf(reports);
        }

        /** A report as a coordinator holds it: from whom, and how old. */
        public record HeldReport(long sender, int ageMillis, Report report) {

            public HeldReport {
                Bounds.atLeastZero("sender", sender);
                Bounds.atLeastZero("ageMillis", ageMillis);
            }
        }
    }

    /** A coordinator asks for a sign of life. {@code to} as in a beat. */
    record Ping(long to, long nonce) implements Message {

        public Ping {
            Bounds.atLeastZero("to", to);
        }
    }

    /** The answer to a ping. */
    record Pong(long nonce) implements Message {}

    /**
     * The leader asks another coordinator to try a subject by itself.
     *
     * @param round Names the question; the answer repeats it.
     * @param how By datagram, or over the other transport.
     */
    record Ask(long subject, long round, Trial how) implements Message {

        public Ask {
            Bounds.atLeastZero("subject", subject);
            Bounds.atLeastZero("round", round);
        }
    }

    /** The answer: how many of the three attempts succeeded. */
    record Opinion(long subject, long round, Trial how, int answers) implements Message {
        /** How often a subject is tried. */
        public static final int ATTEMPTS = 3;

        public Opinion {
            Bounds.atLeastZero("subject", subject);
            Bounds.atLeastZero("round", round);
            Bounds.atMost("answers", ATTEMPTS, answers);
        }
    }

    /** How a coordinator tries a subject. */
    enum Trial {
        PING,
        STAND_IN
    }

    /**
     * Changes of the view, in order.
     *
     * @param hops Through how many nodes they came.
     * @param ageMillis Time since the commit.
     */
    record Deltas(List<ViewDelta> deltas, int hops, int ageMillis) implements Message {

        public Deltas {
            deltas = List.copyOf(deltas);
            Bounds.atLeastZero("hops", hops);
            Bounds.atLeastZero("ageMillis", ageMillis);
        }
    }

    /** Asks for the deltas after a version. */
    record DeltasWanted(long version) implements Message {

        public DeltasWanted {
            Bounds.atLeastZero("version", version);
        }
    }

    /**
     * Opens a round of gossip: what is news, and a hash over all.
     *
     * @param epoch Hashes are compared only within one epoch.
     * @param root The hash over all soft state of the sender.
     * @param answer Whether this is the second half of an exchange; it is not answered again.
     */
    record Gossip(long epoch, long version, long root, boolean answer, Freshness freshness, List<Rumour> news)
            implements Message {

        public Gossip {
            news = List.copyOf(news);
            Bounds.atLeastZero("epoch", epoch);
            Bounds.atLeastZero("version", version);
        }
    }

    /** After a mismatch of roots: the hash of every bucket, paged. */
    record Buckets(long epoch, int firstBucket, int bucketsTotal, List<Long> hashes) implements Message {

        public Buckets {
            hashes = List.copyOf(hashes);
            Bounds.atLeastZero("epoch", epoch);
            Bounds.atLeastZero("firstBucket", firstBucket);
            Bounds.atLeastZero("bucketsTotal", bucketsTotal);
        }
    }

    /**
     * After a mismatch of one bucket: the versions in it, ordered by origin and topic, paged by ranges of origins.
     *
     * @param from The first origin that this page speaks for.
     * @param until The first origin that it does not speak for any more, {@link Long#MAX_VALUE} where there is none.
     * @param answer Whether it answers another such page; then only missing rumours follow.
     */
    record Versions(long epoch, int bucket, long from, long until, boolean answer, List<HeldVersion> held)
            implements Message {

        public Versions {
            held = List.copyOf(held);
            Bounds.atLeastZero("epoch", epoch);
            Bounds.atLeastZero("bucket", bucket);
            Bounds.atLeastZero("from", from);
            Bounds.atLeastZero("until", until);
        }

        /** The version that the sender holds of one topic of one origin. */
        public record HeldVersion(long origin, int topic, long version) {

            public HeldVersion {
                Bounds.atLeastZero("origin", origin);
                Bounds.atMost("topic", Rumour.TOPIC_MAX, topic);
                Bounds.atLeastZero("version", version);
            }
        }
    }

    /** Rumours that the other side was missing. */
    record Rumours(List<Rumour> rumours) implements Message {

        public Rumours {
            rumours = List.copyOf(rumours);
        }
    }
}
