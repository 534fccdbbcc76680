package io.bellwether.coordinator.api;

import io.bellwether.coordinator.storage.Payload.Config.Condition;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * What a write says about the version that it was decided upon: {@code If-Match: "7"}, {@code If-Match: *} or
 * {@code If-None-Match: *}. One of them at most, and one tag at most: a change knows what it was made from.
 */
final class Preconditions {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E]*)\"");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    private Preconditions() {}

    /** The tag of a version. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** What a write is to be carried out under; {@link Condition#NONE} if it says nothing. */
    static Condition of(HttpServletRequest request) {
        String match = only(request, HttpHeaders.IF_MATCH);
        String noneMatch = only(request, HttpHeaders.IF_NONE_MATCH);
        if (match != null && noneMatch != null) {
            throw ProblemBodies.badParameter("If-None-Match", "absent where If-Match is there", noneMatch);
        }
        if (noneMatch != null) {
            if (!noneMatch.equals("*")) {
                throw ProblemBodies.badParameter("If-None-Match", "* where something is written", noneMatch);
            }
            return Condition.ABSENT;
        }
        if (match == null) {
            return Condition.NONE;
        }
        return match.equals("*") ? Condition.PRESENT : version(match);
    }

    /** The same, for a write that would undo more than its sender may know of. */
    static Condition required(HttpServletRequest request) {
        Condition condition = of(request);
        if (condition.equals(Condition.NONE)) {
            throw new RefusalException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "precondition-required",
                    "a change of a whole namespace says what it was made from",
                    "send If-Match with the ETag of GET on this namespace, If-Match: * for whatever is there, or"
                            + " If-None-Match: * for a new one");
        }
        return condition;
    }

    private static Condition version(String match) {
        Matcher tag = TAG.matcher(match);
        if (!tag.matches()) {
            throw ProblemBodies.badParameter("If-Match", "* or one ETag in its quotes, such as \"7\"", match);
        }
        // A weak tag, or one that is none of ours: by RFC 9110 it does not match, whatever is there.
        if (tag.group(1) != null || !VERSION.matcher(tag.group(2)).matches()) {
            throw new RefusalException(
                    HttpStatus.PRECONDITION_FAILED,
                    "config-version-conflict",
                    "If-Match has %s, which is no version of this store".formatted(match),
                    "take the ETag of a GET as it is, in its quotes");
        }
        return Condition.version(Long.parseLong(tag.group(2)));
    }

    private static @Nullable String only(HttpServletRequest request, String header) {
        Enumeration<String> values = request.getHeaders(header);
        String first = values.hasMoreElements() ? values.nextElement() : null;
        if (values.hasMoreElements()) {
            throw ProblemBodies.badParameter(header, "there once", values.nextElement());
        }
        return first == null ? null : first.strip();
    }
}
