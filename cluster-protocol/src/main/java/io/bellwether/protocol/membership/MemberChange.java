package io.bellwether.protocol.membership;

/** One change to a view. */
public sealed interface MemberChange {

    /** A member that was not there before. A former incarnation of the same name leaves by its own {@link Gone}. */
    record Joined(Member member) implements MemberChange {}

    /** A member in another state; version of the change is that of the delta. */
    record Moved(long incarnation, MemberStatus status, Cause cause, long sinceMillis) implements MemberChange {

        public Moved {
            if (incarnation <= 0 || sinceMillis < 0) {
                throw new IllegalArgumentException(
                        "incarnation must be > 0 and time >= 0, got %d and %d".formatted(incarnation, sinceMillis));
            }
        }
    }

    /** A member that left or was removed. */
    record Gone(long incarnation, MemberStatus status, Cause cause) implements MemberChange {

        public Gone {
            if (incarnation <= 0) {
                throw new IllegalArgumentException("incarnation must be > 0, got " + incarnation);
            }
        }
    }
}
