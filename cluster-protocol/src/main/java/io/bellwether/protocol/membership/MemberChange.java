package io.bellwether.protocol.membership;

/** One change to a view. Only {@link Joined} and {@link Gone} change who is in it, and make a new epoch. */
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

    /** The same process, reached elsewhere: its host was given another address while it ran. */
    record Readdressed(long incarnation, String address) implements MemberChange {

        public Readdressed {
            if (incarnation <= 0 || !Ascii.isPrintable(address, Member.TEXT_MAX)) {
                throw new IllegalArgumentException(
                        "incarnation must be > 0 and address at most %d printable characters of ASCII, got %d and '%s'"
                                .formatted(Member.TEXT_MAX, incarnation, address));
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

    /** Whether it changes who is a member. */
    default boolean changesMembers() {
        return switch (this) {
            case Joined joined -> true;
            case Gone gone -> true;
            case Moved moved -> false;
            case Readdressed readdressed -> false;
        };
    }
}
