package io.bellwether.agent.loop;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.agent.transport.OwnAddress;
import io.bellwether.agent.worker.Serial;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.node.NodeInput;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the address of this host once a second and tells the node when it is another: whoever comes back from a cut may
 * come back elsewhere, and who never says so is looked for where it was. An address that cannot be found is counted, and
 * stays as it was; it is looked for more often then, because the others accuse whom they do not reach within a second.
 */
public final class AddressWatch implements Resident {

    private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SEARCH_NANOS = Duration.ofMillis(250).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(AddressWatch.class);

    private final NodeHandle node;
    private final OwnAddress own;
    private final Serial looking;
    private final Counters counters;
    private final Runnable leaves;
    private final Consumer<HostPort> moved;
    private volatile HostPort address;
    private HostPort told;
    private volatile boolean missing;
    private long dueNanos = System.nanoTime() + PERIOD_NANOS;

    /**
     * Looks from the start of the loop on.
     *
     * @param first What the node was told at its start.
     * @param leaves Done by a worker before the node is told of a new address: what was connected from the former one is
     *     dead.
     * @param moved Is told of each new address too, by a worker.
     */
    public AddressWatch(
            NodeHandle node,
            OwnAddress own,
            Workers workers,
            Counters counters,
            HostPort first,
            Runnable leaves,
            Consumer<HostPort> moved) {
        this.node = node;
        this.own = own;
        this.looking = new Serial(workers::offer, this::look);
        this.counters = counters;
        this.leaves = leaves;
        this.moved = moved;
        this.address = first;
        this.told = first;
    }

    /** The name service may take seconds, so a worker asks it. */
    private void look() {
        HostPort before = address;
        String found = own.find(before.host());
        if (found == null) {
            miss(before);
        } else {
            missing = false;
            if (!found.equals(before.host())) {
                move(before, found);
            }
        }
    }

    private void miss(HostPort before) {
        counters.one(AgentCount.ADDRESSES_UNRESOLVED);
        if (!missing) {
            missing = true;
            LOG.atWarn()
                    .addKeyValue("action", "agent.address.unknown")
                    .addKeyValue("told", before)
                    .log("{} is none of this host's addresses: is it in the network of the cluster?", own);
        }
    }

    private void move(HostPort before, String found) {
        HostPort now = new HostPort(found, before.port());
        leaves.run();
        address = now;
        node.wake();
        LOG.atInfo()
                .addKeyValue("action", "agent.address.changed")
                .addKeyValue("from", before)
                .addKeyValue("to", now)
                .log("this host has another address for {}; all members are told", own);
        moved.accept(now);
    }

    @Override
    public long deadlineNanos() {
        return dueNanos;
    }

    @Override
    public void step(long nowNanos) {
        HostPort now = address;
        if (!now.equals(told)) {
            told = now;
            node.give(new NodeInput.Readdressed(now.toString()));
        }
        if (nowNanos - dueNanos >= 0) {
            dueNanos = nowNanos + (missing ? SEARCH_NANOS : PERIOD_NANOS);
            looking.ask();
        }
    }

    @Override
    public void received(long from, Message message, long nowNanos) {}

    @Override
    public void ended(@Nullable Throwable cause) {}
}
