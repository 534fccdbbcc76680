package io.bellwether.simulation.log;

import static java.util.Objects.requireNonNull;

import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Machine;
import io.bellwether.simulation.world.Program;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A replica and a client beside it: applies commands to a hash, and proposes while the world says so. */
final class LogProgram implements Program, LogReplica.Listener<Long> {

    final List<Long> commands = new ArrayList<>();
    final List<Long> acknowledged = new ArrayList<>();
    final List<Long> failed = new ArrayList<>();
    final List<Long> open = new ArrayList<>();
    boolean leading;
    long term;
    int leader = LogReplica.NOBODY;
    long stateHash;

    private final LogWorld world;
    private final int self;

    @Nullable
    private LogReplica<Long> replica;

    @Nullable
    private Machine machine;

    private long clientNanos;
    private long lastIndex;

    LogProgram(LogWorld world, int self) {
        this.world = world;
        this.self = self;
    }

    LogReplica<Long> replica() {
        return requireNonNull(replica, "not started");
    }

    @Override
    public void start(Machine on) {
        machine = on;
        replica = new LogReplica<>(
                self, world.voters, world.timing, world.check.disk(self), on, this, world.faults.get(self));
        clientNanos = on.nanos();
    }

    @Override
    public void received(int from, Object message, Channel channel) {
        if (!replica().received(from, world.tampers.apply(message))) {
            throw new IllegalStateException("not of the log: " + message);
        }
    }

    @Override
    public void wake() {
        Machine on = requireNonNull(machine);
        replica().wake();
        if (on.nanos() - clientNanos >= 0) {
            clientNanos = on.nanos() + on.random().nextLong(world.proposalGapNanos);
            // Sometimes on one that does not lead: then the ticket must fail.
            if (world.proposing && (leading || on.random().nextInt(20) == 0)) {
                propose(++world.commands);
            }
        }
    }

    @Override
    public long deadlineNanos() {
        long log = replica().deadlineNanos();
        return world.proposing && clientNanos - log < 0 ? clientNanos : log;
    }

    /** Proposes; goes out at the next wake, because the world asks for the deadline after calls of its own only. */
    void propose(long command) {
        open.add(command);
        replica().propose(command, command);
    }

    @Override
    public void role(boolean nowLeading, long nowTerm, int nowLeader) {
        leading = nowLeading;
        term = nowTerm;
        leader = nowLeader;
    }

    @Override
    public void committed(long index, long entryTerm, Long command, long ticket) {
        if (index <= lastIndex) {
            throw new IllegalStateException("index %d after %d".formatted(index, lastIndex));
        }
        lastIndex = index;
        commands.add(command);
        stateHash = 31 * stateHash + command;
        world.check.applied(self, index, stateHash);
        if (ticket != 0) {
            settle(ticket);
            acknowledged.add(ticket);
            world.acknowledged.add(ticket);
        }
    }

    @Override
    public void failed(long ticket) {
        settle(ticket);
        failed.add(ticket);
    }

    private void settle(long ticket) {
        if (!open.remove((Long) ticket)) {
            throw new IllegalStateException("ticket %d has two outcomes or was never given".formatted(ticket));
        }
    }
}
