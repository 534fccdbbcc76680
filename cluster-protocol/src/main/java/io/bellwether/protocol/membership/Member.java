package io.bellwether.protocol.membership;

import java.util.Objects;

/**
 * One member as every node knows it.
 *
 * @param id Its name.
 * @param incarnation Which life of that name, from one counter for the whole cluster: it names a member by itself.
 * @param status Its committed state.
 * @param cause Why it is in that state.
 * @param sinceVersion The state version of the commit that put it there; commands about it name this version, so that
 *     a late or repeated one finds the member changed and does nothing.
 * @param sinceMillis The cluster time of that commit.
 * @param zone Its zone, empty where there are none.
 * @param failureDomain Its host or rack, empty if not told.
 * @param coordinator Whether it is a coordinator.
 * @param address Where its datagrams go, host and port.
 */
public record Member(
        NodeId id,
        long incarnation,
        MemberStatus status,
        Cause cause,
        long sinceVersion,
        long sinceMillis,
        String zone,
        String failureDomain,
        boolean coordinator,
        String address) {

    /** The longest zone, failure domain or address, in characters of ASCII. */
    public static final int TEXT_MAX = 64;

    public Member {
        Objects.requireNonNull(id);
        if (incarnation <= 0) {
            throw new IllegalArgumentException("incarnation of %s must be > 0, got %d".formatted(id, incarnation));
        }
        if (sinceVersion < 0 || sinceMillis < 0) {
            throw new IllegalArgumentException("version and time of the state of %s must be >= 0, got %d and %d"
                    .formatted(id, sinceVersion, sinceMillis));
        }
        if (!Ascii.isPrintable(zone, TEXT_MAX)
                || !Ascii.isPrintable(failureDomain, TEXT_MAX)
                || !Ascii.isPrintable(address, TEXT_MAX)) {
            throw new IllegalArgumentException(
                    "zone, failure domain and address of %s are at most %d printable characters of ASCII, got '%s', '%s', '%s'"
                            .formatted(id, TEXT_MAX, zone, failureDomain, address));
        }
    }

    /** The same member, reached elsewhere. Its state stays as it was, so what was decided upon it still holds. */
    public Member at(String newAddress) {
        return new Member(
                id,
                incarnation,
                status,
                cause,
                sinceVersion,
                sinceMillis,
                zone,
                failureDomain,
                coordinator,
                newAddress);
    }

    /** The same member in another state. */
    public Member in(MemberStatus newStatus, Cause newCause, long version, long millis) {
        return new Member(
                id, incarnation, newStatus, newCause, version, millis, zone, failureDomain, coordinator, address);
    }
}
