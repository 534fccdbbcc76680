package io.bellwether.protocol.membership;

/** One change to a view. */
public sealed interface MemberChange {

    /** A member that was not there before. A former incarnation of the same name leaves by its own {@link Gone}. */
    record Joined(Member member) implements MemberChange {}

    /** A member in another state; version of the change is that of the delta. */
    record Moved(long incarnation, MemberStatus status, Cause cause, long sinceMillis) implements MemberChange {}

    /** A member that left or was removed. */
    record Gone(long incarnation, MemberStatus status, Cause cause) implements MemberChange {}
}
