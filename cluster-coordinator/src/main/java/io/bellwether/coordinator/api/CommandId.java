package io.bellwether.coordinator.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/**
 * By what a write is known: the client's own id, or one that is made here. The answer names it, so that a write whose
 * outcome is unknown can be asked for again under the same id and is carried out once.
 */
final class CommandId {

    static final String HEADER = "Idempotency-Key";

    static final int CHARACTERS_MAX = 100;

    private static final Pattern FORM = Pattern.compile("[!-~]{1," + CHARACTERS_MAX + "}");

    private CommandId() {}

    /** What the client sent as {@value #HEADER}, or an id that nobody else has. */
    static String of(HttpServletRequest request) {
        String sent = request.getHeader(HEADER);
        if (sent == null) {
            return UUID.randomUUID().toString();
        }
        if (!FORM.matcher(sent).matches()) {
            throw ProblemBodies.badParameter(
                    HEADER, "1 to %d printable characters of ASCII without spaces".formatted(CHARACTERS_MAX), sent);
        }
        return sent;
    }

    /** Refuses an id that was given to something else. */
    static RefusalException reused(String detail) {
        return new RefusalException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                detail,
                "send each change with an %s of its own, or with none".formatted(HEADER));
    }
}
