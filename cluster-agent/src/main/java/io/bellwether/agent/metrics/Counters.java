package io.bellwether.agent.metrics;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.wire.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one agent, written and read by any thread. */
public final class Counters {

    private final Map<AgentCount, LongAdder> counts = adders(AgentCount.class);
    private final Map<Refusal, LongAdder> refusals = adders(Refusal.class);
    private final Map<MemberStatus, LongAdder> moves = adders(MemberStatus.class);

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    public void one(AgentCount count) {
        of(count).increment();
    }

    public void add(AgentCount count, long amount) {
        of(count).add(amount);
    }

    public void refused(Refusal refusal) {
        of(refusal).increment();
    }

    /** A member came to be in this state. */
    public void moved(MemberStatus to) {
        of(to).increment();
    }

    public long get(MemberStatus to) {
        return of(to).sum();
    }

    public long get(AgentCount count) {
        return of(count).sum();
    }

    public long get(Refusal refusal) {
        return of(refusal).sum();
    }

    private LongAdder of(AgentCount count) {
        return Objects.requireNonNull(counts.get(count));
    }

    private LongAdder of(MemberStatus to) {
        return Objects.requireNonNull(moves.get(to));
    }

    private LongAdder of(Refusal refusal) {
        return Objects.requireNonNull(refusals.get(refusal));
    }
}
