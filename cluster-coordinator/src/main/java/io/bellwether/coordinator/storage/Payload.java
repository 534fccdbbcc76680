package io.bellwether.coordinator.storage;

import io.bellwether.protocol.state.Command;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a log entry is about. Every kind has a name that is on disk for ever (see {@link JsonNames}). Kinds check nothing
 * when they are made: an entry that an older version let through must stay readable, so limits are judged where an entry
 * is applied.
 */
public sealed interface Payload {

    /** A change of members. */
    record Membership(Command command) implements Payload {}

    /** Changes nothing: who sees it committed has seen everything that was committed before it was asked for. */
    record Barrier() implements Payload {}

    /** A change of the configuration. */
    sealed interface Config extends Payload {

        String namespace();

        Condition condition();

        /** Gives a key a value, whether it had one or not. */
        record Put(String namespace, Item item, Condition condition) implements Config {}

        /** Takes a key out. */
        record Delete(String namespace, String key, Condition condition) implements Config {}

        /** Gives a namespace exactly these keys. */
        record Replace(String namespace, List<Item> items, Condition condition) implements Config {
            public Replace {
                items = List.copyOf(items);
            }
        }

        /** Takes a namespace out with all its keys. */
        record Clear(String namespace, Condition condition) implements Config {}

        /**
         * One key and its value.
         *
         * @param mediaType What the value is, as its writer said.
         */
        record Item(String key, String mediaType, String value) {}

        /**
         * What must hold where it is applied, or nothing is done.
         *
         * @param version The version meant by {@link Match#VERSION}, otherwise 0.
         */
        record Condition(Match match, long version) {

            public static final Condition NONE = new Condition(Match.ANYTHING, 0);
            public static final Condition ABSENT = new Condition(Match.ABSENT, 0);
            public static final Condition PRESENT = new Condition(Match.PRESENT, 0);

            public static Condition version(long version) {
                return new Condition(Match.VERSION, version);
            }
        }

        /** What is asked of the present version; 0 is that of what is not there. */
        enum Match {
            ANYTHING,
            ABSENT,
            PRESENT,
            VERSION
        }
    }

    /** A change of the registry. */
    sealed interface Registry extends Payload {

        /**
         * Says that an instance of a service is there, for the first time or again.
         *
         * @param health What it says of its own health.
         * @param metadata What else it says, for whoever looks for it.
         * @param ttlMillis How long this holds if it is not said again, in cluster time.
         */
        record Register(
                String service,
                String instance,
                String host,
                int port,
                Health health,
                SortedMap<String, String> metadata,
                long ttlMillis)
                implements Registry {

            public Register {
                metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
            }
        }

        /** What an instance says of its own health. */
        enum Health {
            UP,
            DEGRADED,
            DOWN
        }
    }
}
