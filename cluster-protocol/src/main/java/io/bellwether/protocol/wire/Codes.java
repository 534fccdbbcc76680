package io.bellwether.protocol.wire;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.message.Message.Trial;

/** The codes of the enums: the place in the order of their constants, which therefore only ever grows at its end. */
final class Codes {

    private static final EdgeVerdict[] VERDICTS = EdgeVerdict.values();
    private static final MemberStatus[] STATUSES = MemberStatus.values();
    private static final Cause[] CAUSES = Cause.values();
    private static final Trial[] TRIALS = Trial.values();

    private Codes() {}

    /** A verdict that is not known accuses nobody, so that beats of a newer version still count as beats. */
    static EdgeVerdict verdict(int code) {
        return code < VERDICTS.length ? VERDICTS[code] : EdgeVerdict.NEUTRAL;
    }

    /** All nodes hold one view: a status must not be guessed. */
    static MemberStatus status(int code) {
        return known(STATUSES, code);
    }

    static Cause cause(int code) {
        return known(CAUSES, code);
    }

    static Trial trial(int code) {
        return known(TRIALS, code);
    }

    private static <E> E known(E[] all, int code) {
        if (code >= all.length) {
            throw MalformedException.UNKNOWN_CODE;
        }
        return all[code];
    }
}
