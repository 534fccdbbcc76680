package io.bellwether.protocol.state;

/**
 * What an operator asked for a name: kept beside its state, so that it outlives a loss and a return.
 *
 * @param reason Why, in the operator's words, at most {@value REASON_MAX} characters.
 * @param untilNanos The cluster time at which it ends by itself.
 */
public record OperatorOrder(String reason, long untilNanos) {

    /** The longest reason. */
    public static final int REASON_MAX = 200;

    public OperatorOrder {
        if (reason.length() > REASON_MAX) {
            throw new IllegalArgumentException(
                    "a reason must have at most %d characters, got %d".formatted(REASON_MAX, reason.length()));
        }
    }
}
