package io.bellwether.agent.metrics;

import io.bellwether.protocol.wire.Refusal;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one agent, written and read by any thread. */
public final class Counters {

    private final LongAdder[] counts = adders(AgentCount.values().length);
    private final LongAdder[] refusals = adders(Refusal.values().length);

    private static LongAdder[] adders(int length) {
        LongAdder[] adders = new LongAdder[length];
        for (int i = 0; i < length; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    public void one(AgentCount count) {
        counts[count.ordinal()].increment();
    }

    public void add(AgentCount count, long amount) {
        counts[count.ordinal()].add(amount);
    }

    public void refused(Refusal refusal) {
        refusals[refusal.ordinal()].increment();
    }

    public long get(AgentCount count) {
        return counts[count.ordinal()].sum();
    }

    public long get(Refusal refusal) {
        return refusals[refusal.ordinal()].sum();
    }
}
