package io.bellwether.gateway.forward;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.cloud.gateway.route.Route;

/**
 * How requests of a route are sent on, from its {@code metadata}.
 *
 * @param tryTimeout How long one instance may take until the head of its answer is there.
 * @param deadline How long all of it may take until then, second instance included.
 * @param bodyTimeout How long a body may stand still on its way to the client.
 * @param repeat What may be sent a second time.
 * @param leaderWrites Whether what changes something goes to the coordinator that leads, and to no other.
 * @param readOnly What happens to what changes something while the cluster may not write.
 */
record Plan(
        Duration tryTimeout,
        Duration deadline,
        Duration bodyTimeout,
        Repeat repeat,
        boolean leaderWrites,
        ReadOnly readOnly) {

    private static final String TRY_TIMEOUT = "try-timeout";
    private static final String DEADLINE = "deadline";
    private static final String BODY_TIMEOUT = "body-timeout";
    private static final String REPEAT = "repeat";
    private static final String WRITES = "writes";
    private static final String READ_ONLY = "read-only";
    private static final Set<String> KNOWN = Set.of(TRY_TIMEOUT, DEADLINE, BODY_TIMEOUT, REPEAT, WRITES, READ_ONLY);

    /** What may be sent a second time where nobody knows whether the first was carried out. */
    enum Repeat {
        /** Nothing. */
        NEVER,
        /** What changes nothing, and what carries an {@code Idempotency-Key}. */
        SAFE,
        /** That, and a body of JSON whose every object has an {@code id}. */
        IDS
    }

    /** What happens to writes while the cluster is read-only. */
    enum ReadOnly {
        /** They are refused at once, with the reason. */
        REFUSE,
        /** They are sent on: the service refuses them itself, or keeps them. */
        PASS
    }

    Plan {
        if (tryTimeout.compareTo(deadline) > 0) {
            throw new IllegalArgumentException(
                    "%s (%s) must not be longer than %s (%s)".formatted(TRY_TIMEOUT, tryTimeout, DEADLINE, deadline));
        }
    }

    /**
     * How long an instance may take before it is taken to have too many requests. Half of what it may take at all: with as many
     * again it would still answer in time. Not what a client may wish, or one in a hurry would take places from all.
     */
    Duration patience() {
        return tryTimeout.dividedBy(2);
    }

    /** That of a route; complains of what it does not know, because it would otherwise have no effect without a word. */
    static Plan of(Route route, ForwardProperties defaults) {
        Map<String, Object> metadata = route.getMetadata();
        try {
            for (String key : metadata.keySet()) {
                if (!KNOWN.contains(key)) {
                    throw new IllegalArgumentException(
                            "'%s' is not known; known are %s".formatted(key, String.join(", ", new TreeSet<>(KNOWN))));
                }
            }
            return new Plan(
                    duration(metadata.get(TRY_TIMEOUT), defaults.tryTimeout()),
                    duration(metadata.get(DEADLINE), defaults.deadline()),
                    duration(metadata.get(BODY_TIMEOUT), defaults.bodyTimeout()),
                    constant(REPEAT, metadata.get(REPEAT), Repeat.class, Repeat.SAFE),
                    leader(metadata.get(WRITES)),
                    constant(READ_ONLY, metadata.get(READ_ONLY), ReadOnly.class, ReadOnly.PASS));
        } catch (IllegalArgumentException e) {
            throw new RouteSettingsException(route.getId(), e);
        }
    }

    private static boolean leader(@Nullable Object value) {
        if (value == null || value.equals("anybody")) {
            return false;
        }
        if (value.equals("leader")) {
            return true;
        }
        throw new IllegalArgumentException("%s must be anybody or leader, got '%s'".formatted(WRITES, value));
    }

    private static Duration duration(@Nullable Object value, Duration otherwise) {
        if (value == null) {
            return otherwise;
        }
        Duration duration = DurationStyle.detectAndParse(value.toString());
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a duration must be positive, got '%s'".formatted(value));
        }
        return duration;
    }

    private static <T extends Enum<T>> T constant(String key, @Nullable Object value, Class<T> type, T otherwise) {
        if (value == null) {
            return otherwise;
        }
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equals(value.toString().toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                "%s must be one of %s, got '%s'".formatted(key, String.join(", ", names(type)), value));
    }

    private static <T extends Enum<T>> String[] names(Class<T> type) {
        T[] constants = type.getEnumConstants();
        String[] names = new String[constants.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = constants[i].name().toLowerCase(Locale.ROOT);
        }
        return names;
    }
}
