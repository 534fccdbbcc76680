package io.bellwether.coordinator.host;

import io.bellwether.protocol.state.Outcome;
import io.bellwether.protocol.state.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operator's command.
 *
 * @param result Whether it was carried out.
 * @param refusal Why it was refused, null if it was not.
 * @param detail The same in words, empty if it was carried out.
 */
public record Operated(Result result, @Nullable RefusalCode refusal, String detail) {

    /** Whether a command was carried out. */
    public enum Result {
        /** The member is in another state. */
        MOVED,
        /** Something was noted about the name, which stays in its state. */
        NOTED,
        /** Nothing was left to do. */
        NOTHING,
        REFUSED,
        /** The id belongs to another command. */
        ID_REUSED
    }

    static Operated of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done when done.moved() > 0 -> done(Result.MOVED);
            case Outcome.Done done when done.recorded() > 0 -> done(Result.NOTED);
            case Outcome.Done done -> done(Result.NOTHING);
            case Outcome.Refused refused -> new Operated(Result.REFUSED, refused.code(), refused.detail());
            case Outcome.Admitted admitted -> throw new IllegalStateException("no operator lets processes in");
        };
    }

    private static Operated done(Result result) {
        return new Operated(result, null, "");
    }

    static Operated idReused(String id) {
        return new Operated(
                Result.ID_REUSED, null, "'%s' is the id of another command that was asked for before".formatted(id));
    }
}
