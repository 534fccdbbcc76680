package io.bellwether.simulation.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Numbers the kinds of message in the order of their first; by default a kind is a class. */
final class Kinds {

    /** Kinds that are told apart; all further ones count as the last. */
    static final int KINDS_MAX = 32;

    private final Function<Object, Object> classifier;
    private final @Nullable Object[] keys = new Object[KINDS_MAX];
    private int size;

    Kinds(Function<Object, Object> classifier) {
        this.classifier = classifier;
    }

    /** A scan: there are a handful of kinds, and a hash costs more than looking at each. */
    int of(Object message) {
        var key = classifier.apply(message);
        for (int kind = 0; kind < size; kind++) {
            if (key.equals(keys[kind])) {
                return kind;
            }
        }
        if (size < KINDS_MAX) {
            keys[size++] = key;
        }
        return size - 1;
    }

    int size() {
        return size;
    }

    int find(String name) {
        return names().indexOf(name);
    }

    List<String> names() {
        var names = new ArrayList<String>();
        Arrays.stream(keys, 0, size).forEach(key -> names.add(name(key)));
        return names;
    }

    private static String name(@Nullable Object key) {
        return key instanceof Class<?> aClass ? aClass.getSimpleName() : String.valueOf(key);
    }
}
