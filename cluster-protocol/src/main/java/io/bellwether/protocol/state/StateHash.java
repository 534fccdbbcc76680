package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Member;
import org.jspecify.annotations.Nullable;

/** Hashes of decided state. Names are summed, so that one that changes is taken out and put in again by itself. */
final class StateHash {

    private StateHash() {}

    /** Spreads every bit over all others. */
    static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long of(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    static long chain(long hash, long next) {
        return mix(hash * 31 + next);
    }

    static long of(Life life) {
        long hash = of(life.member());
        hash = chain(hash, of(life.instanceId()));
        hash = chain(hash, life.heard() ? 1 : 0);
        hash = chain(hash, life.statusEndsNanos());
        hash = chain(hash, of(life.penalty()));
        hash = chain(hash, of(life.drain()));
        hash = chain(hash, of(life.maintenance()));
        hash = chain(hash, life.goneUntilNanos());
        hash = chain(hash, life.refusals());
        return chain(hash, life.moves());
    }

    private static long of(Member member) {
        long hash = of(member.id().name());
        hash = chain(hash, member.incarnation());
        hash = chain(hash, of(member.status().name()));
        hash = chain(hash, of(member.cause().name()));
        hash = chain(hash, member.sinceVersion());
        hash = chain(hash, member.sinceMillis());
        hash = chain(hash, of(member.zone()));
        hash = chain(hash, of(member.failureDomain()));
        hash = chain(hash, member.coordinator() ? 1 : 0);
        return chain(hash, of(member.address()));
    }

    private static long of(Penalty penalty) {
        long hash = chain(Double.doubleToLongBits(penalty.points()), penalty.chargedNanos());
        hash = chain(hash, penalty.timesLost());
        hash = chain(hash, penalty.tries());
        hash = chain(hash, (penalty.held() ? 1 : 0) + (penalty.operatorNeeded() ? 2 : 0));
        hash = chain(hash, penalty.retryNanos());
        return chain(hash, penalty.backOffUntilNanos());
    }

    private static long of(@Nullable OperatorOrder order) {
        return order == null ? 0 : chain(of(order.reason()), order.untilNanos());
    }

    static long of(Protection protection) {
        long hash = chain(of(protection.group()), of(protection.phase().name()));
        hash = chain(hash, protection.sinceNanos());
        hash = chain(hash, protection.clearSinceNanos());
        hash = chain(hash, protection.gone());
        hash = chain(hash, protection.counted());
        return chain(hash, protection.nextRemovalNanos());
    }
}
