package io.bellwether.gateway.edge;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which trace a request belongs to (W3C Trace Context, level 1).
 *
 * @param traceId 32 digits of the whole trace.
 * @param spanId 16 digits of this step of it.
 * @param flags Two digits, of which the last bit says whether it is recorded.
 */
record TraceParent(String traceId, String spanId, String flags) {

    static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})");
    private static final HexFormat HEX = HexFormat.of();

    /** The next step of the trace that came in, or the first of a new one where none came, or none that makes sense. */
    static TraceParent after(@Nullable String header, RandomGenerator random) {
        String span = digits(random);
        if (header != null) {
            var matcher = FORM.matcher(header);
            if (matcher.matches()) {
                return new TraceParent(matcher.group(1), span, matcher.group(2));
            }
        }
        return new TraceParent(digits(random) + digits(random), span, "00");
    }

    String header() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    /** 16 digits that are not all zero, which would mean that there is none. */
    private static String digits(RandomGenerator random) {
        return HEX.toHexDigits(random.nextLong() | 1);
    }
}
