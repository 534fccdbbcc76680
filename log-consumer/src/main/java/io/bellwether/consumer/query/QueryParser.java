package io.bellwether.consumer.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a query from the parameters of a request. A parameter that is not understood is refused, never ignored. */
public final class QueryParser {

    private static final Set<String> KNOWN = new TreeSet<>(
            Set.of("from", "to", "level", "service", "instance", "zone", "text", "order", "limit", "cursor"));
    private static final Set<String> KNOWN_OF_HISTOGRAM =
            new TreeSet<>(Set.of("from", "to", "level", "service", "instance", "zone", "text", "buckets"));
    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
    private static final int NAME_CHARS_MAX = 200;
    private static final int SHOWN_CHARS_MAX = 60;

    private final QueryProperties limits;

    public QueryParser(QueryProperties limits) {
        this.limits = limits;
    }

    public LogQuery parse(Map<String, ? extends List<String>> parameters) throws BadParameterException {
        refuseUnknown(parameters, KNOWN);
        Instant from = time(parameters, "from");
        Instant to = time(parameters, "to");
        if (from != null && to != null) {
            refuseUnordered(from, to);
        }
        Order order = order(parameters);
        return new LogQuery(
                from,
                to,
                level(parameters),
                text(parameters, "service"),
                text(parameters, "instance"),
                text(parameters, "zone"),
                text(parameters, "text"),
                order,
                number(parameters, "limit", limits.limitDefault(), limits.limitMax()),
                cursor(parameters, order));
    }

    /** How many records there were when; the range has to be given, because bars without one have no width. */
    public HistogramQuery parseHistogram(Map<String, ? extends List<String>> parameters) throws BadParameterException {
        refuseUnknown(parameters, KNOWN_OF_HISTOGRAM);
        Instant from = given(time(parameters, "from"), "from");
        Instant to = given(time(parameters, "to"), "to");
        refuseUnordered(from, to);
        return new HistogramQuery(
                from,
                to,
                level(parameters),
                text(parameters, "service"),
                text(parameters, "instance"),
                text(parameters, "zone"),
                text(parameters, "text"),
                number(parameters, "buckets", HistogramQuery.BUCKETS_DEFAULT, HistogramQuery.BUCKETS_MAX));
    }

    private static void refuseUnknown(Map<String, ?> parameters, Set<String> known) throws BadParameterException {
        for (String parameter : parameters.keySet()) {
            if (!known.contains(parameter)) {
                throw bad("is none of " + String.join(", ", known), parameter, "");
            }
        }
    }

    private static void refuseUnordered(Instant from, Instant to) throws BadParameterException {
        if (!from.isBefore(to)) {
            throw bad("must be later than from (%s)".formatted(from), "to", to.toString());
        }
    }

    private static Instant given(@Nullable Instant time, String name) throws BadParameterException {
        if (time == null) {
            throw bad("must be given", name, "");
        }
        return time;
    }

    private static @Nullable String one(Map<String, ? extends List<String>> parameters, String name)
            throws BadParameterException {
        List<String> values = parameters.get(name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw bad("may be given once", name, String.join(", ", values));
        }
        String value = values.getFirst();
        if (value == null || value.isBlank()) {
            throw bad("must not be blank; leave it out instead", name, "");
        }
        return value;
    }

    private static @Nullable String text(Map<String, ? extends List<String>> parameters, String name)
            throws BadParameterException {
        String value = one(parameters, name);
        if (value != null && value.length() > NAME_CHARS_MAX) {
            throw bad("may have %d characters".formatted(NAME_CHARS_MAX), name, value);
        }
        if (value != null && value.indexOf('\0') >= 0) {
            throw bad("must not hold a NUL character", name, value.replace('\0', '?'));
        }
        return value;
    }

    private static @Nullable String level(Map<String, ? extends List<String>> parameters) throws BadParameterException {
        String value = one(parameters, "level");
        if (value != null && !LEVELS.contains(value)) {
            throw bad("must be one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL", "level", value);
        }
        return value;
    }

    private static @Nullable Instant time(Map<String, ? extends List<String>> parameters, String name)
            throws BadParameterException {
        String value = one(parameters, name);
        if (value == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(value).toInstant();
            if (!time.isBefore(LogQuery.EARLIEST) && !time.isAfter(LogQuery.LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw notATime(name, value);
        }
        throw notATime(name, value);
    }

    private static BadParameterException notATime(String name, String value) {
        return bad(
                "must be ISO-8601 with an offset, such as 2026-01-02T10:30:45Z (a + is written %2B), from 1970 to 9999",
                name, value);
    }

    private static Order order(Map<String, ? extends List<String>> parameters) throws BadParameterException {
        String value = one(parameters, "order");
        return switch (value) {
            case null -> Order.DESC;
            case "desc" -> Order.DESC;
            case "asc" -> Order.ASC;
            default -> throw bad("must be asc or desc", "order", value);
        };
    }

    private static int number(Map<String, ? extends List<String>> parameters, String name, int standard, int most)
            throws BadParameterException {
        String value = one(parameters, name);
        if (value == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notANumber(name, most, value);
        }
        throw notANumber(name, most, value);
    }

    private static BadParameterException notANumber(String name, int most, String value) {
        return bad("must be a number from 1 to %d".formatted(most), name, value);
    }

    private static @Nullable Cursor cursor(Map<String, ? extends List<String>> parameters, Order order)
            throws BadParameterException {
        String value = one(parameters, "cursor");
        if (value == null) {
            return null;
        }
        Cursor cursor = Cursor.decode(value)
                .orElseThrow(() -> bad("must be the 'next' of an earlier answer, unchanged", "cursor", value));
        if (cursor.order() != order) {
            throw bad("belongs to the other order; keep the other parameters as they were", "cursor", value);
        }
        return cursor;
    }

    private static BadParameterException bad(String rule, String parameter, String got) {
        String shown = got.length() <= SHOWN_CHARS_MAX ? got : got.substring(0, SHOWN_CHARS_MAX) + "...";
        return new BadParameterException(parameter, rule, shown);
    }
}
