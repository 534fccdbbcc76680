package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.ViewDelta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last deltas of a view without a gap, for those who missed some, and later ones that wait for a gap to close. */
final class DeltaLog {

    static final int KEPT_MAX = 256;

    /** So many versions ahead a delta can wait. */
    static final int HELD_MAX = 64;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final @Nullable ViewDelta[] kept = new ViewDelta[KEPT_MAX];
    private final long[] bornNanos = new long[KEPT_MAX];
    private final int[] hops = new int[KEPT_MAX];
    private final @Nullable ViewDelta[] held = new ViewDelta[HELD_MAX];

    /** The delta with this version as it was applied, or null if it is not known any more. */
    @Nullable
    ViewDelta kept(long version) {
        ViewDelta delta = kept[row(version)];
        return delta != null && delta.version() == version ? delta : null;
    }

    void keep(ViewDelta delta, int ageMillis, int hopCount, long nowNanos) {
        int row = row(delta.version());
        kept[row] = delta;
        bornNanos[row] = nowNanos - ageMillis * NANOS_PER_MILLI;
        hops[row] = hopCount;
    }

    private static int row(long version) {
        return (int) Long.remainderUnsigned(version, KEPT_MAX);
    }

    private static int heldRow(long version) {
        return (int) Long.remainderUnsigned(version, HELD_MAX);
    }

    void hold(ViewDelta delta) {
        held[heldRow(delta.version())] = delta;
    }

    @Nullable
    ViewDelta held(long version) {
        ViewDelta delta = held[heldRow(version)];
        return delta != null && delta.version() == version ? delta : null;
    }

    void release(long version) {
        if (held(version) != null) {
            held[heldRow(version)] = null;
        }
    }

    int ageMillis(long version, long nowNanos) {
        long millis = (nowNanos - bornNanos[row(version)]) / NANOS_PER_MILLI;
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, millis));
    }

    int hops(long version) {
        return hops[row(version)];
    }

    /** The deltas after this version, as many as fit; none if the first of them is not known any more or does not fit. */
    List<ViewDelta> after(long version, long last, Sizes sizes) {
        List<ViewDelta> page = new ArrayList<>();
        int left = sizes.roomBytes();
        for (long next = version + 1; next <= last; next++) {
            ViewDelta delta = kept(next);
            left -= delta == null ? left + 1 : sizes.bytesMax(delta);
            if (delta == null || left < 0) {
                break;
            }
            page.add(delta);
        }
        return page;
    }
}
