package io.bellwether.protocol.message;

import io.bellwether.protocol.membership.View;

/** What a coordinator answers. */
public sealed interface Answer {

    /** Let in, or in already. */
    record Admitted(long incarnation, View view) implements Answer {}

    /** Not let in now. */
    record Refused(Reason reason, String detail, int retryMillis) implements Answer {}

    /** Gone, as asked. */
    record Gone(long incarnation) implements Answer {}

    /** The view, by whatever coordinator was asked. */
    record Viewed(View view, Freshness freshness) implements Answer {}

    /** Ask again after a while, perhaps somebody else; {@code leader} is an incarnation, 0 if not known. */
    record Unavailable(long leader, int retryMillis) implements Answer {}

    /** Why a join is refused. */
    enum Reason {
        /** Another process with this name is still heard. */
        NAME_TAKEN,
        /** The name came and went too often. */
        FLAPPING,
        /** Only an operator lets it in. */
        OPERATOR_NEEDED,
        /** A newer process of this name has joined. */
        SUPERSEDED,
        /** The request itself is wrong. */
        INVALID
    }
}
