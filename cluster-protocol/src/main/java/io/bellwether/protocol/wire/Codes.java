package io.bellwether.protocol.wire;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.message.Message.Trial;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The codes of the enums: the place in the order of their constants, which therefore only ever grows at its end. */
final class Codes {

    private static final Codebook<EdgeVerdict> VERDICTS = new Codebook<>(EdgeVerdict.class);
    private static final Codebook<MemberStatus> STATUSES = new Codebook<>(MemberStatus.class);
    private static final Codebook<Cause> CAUSES = new Codebook<>(Cause.class);
    private static final Codebook<Trial> TRIALS = new Codebook<>(Trial.class);

    private Codes() {}

    static int of(EdgeVerdict verdict) {
        return VERDICTS.codeOf(verdict);
    }

    static int of(MemberStatus status) {
        return STATUSES.codeOf(status);
    }

    static int of(Cause cause) {
        return CAUSES.codeOf(cause);
    }

    static int of(Trial trial) {
        return TRIALS.codeOf(trial);
    }

    /** A verdict that is not known accuses nobody, so that beats of a newer version still count as beats. */
    static EdgeVerdict verdict(int code) {
        return code < VERDICTS.size() ? VERDICTS.known(code) : EdgeVerdict.NEUTRAL;
    }

    /** All nodes hold one view: a status must not be guessed. */
    static MemberStatus status(int code) {
        return STATUSES.known(code);
    }

    static Cause cause(int code) {
        return CAUSES.known(code);
    }

    static Trial trial(int code) {
        return TRIALS.known(code);
    }

    /** The codes of one enum. */
    private static final class Codebook<E extends Enum<E>> {
        private final E[] constants;
        private final Map<E, Integer> codes;

        private Codebook(Class<E> type) {
            constants = type.getEnumConstants();
            codes = new EnumMap<>(type);
            for (E constant : constants) {
                codes.put(constant, codes.size());
            }
        }

        private int size() {
            return constants.length;
        }

        private int codeOf(E constant) {
            return Objects.requireNonNull(codes.get(constant));
        }

        private E known(int code) {
            if (code >= constants.length) {
                throw MalformedException.unknownCode();
            }
            return constants[code];
        }
    }
}
