package io.bellwether.coordinator.config;

import io.bellwether.coordinator.storage.Payload.Config;

/** Sixty-four bits that tell one change from another. They are in snapshots: the way they are made stays as it is. */
final class Fingerprint {

    private static final long BASIS = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private long bits = BASIS;

    private Fingerprint() {}

    static long of(Config change) {
        var print = new Fingerprint();
        print.add(change.namespace());
        print.add(change.condition().match().name());
        print.add(change.condition().version());
        switch (change) {
            case Config.Put put -> {
                print.add("put");
                print.add(put.item());
            }
            case Config.Delete delete -> {
                print.add("delete");
                print.add(delete.key());
            }
            case Config.Replace replace -> {
                print.add("replace");
                replace.items().forEach(print::add);
            }
            case Config.Clear clear -> print.add("clear");
        }
        return print.bits;
    }

    private void add(Config.Item item) {
        add(item.key());
        add(item.mediaType());
        add(item.value());
    }

    /** The length comes first, so that texts do not run into each other. */
    private void add(String text) {
        add(text.length());
        for (int i = 0; i < text.length(); i++) {
            bits = (bits ^ text.charAt(i)) * PRIME;
        }
    }

    private void add(long number) {
        for (int shift = 0; shift < Long.SIZE; shift += Short.SIZE) {
            bits = (bits ^ ((number >>> shift) & 0xFFFF)) * PRIME;
        }
    }
}
