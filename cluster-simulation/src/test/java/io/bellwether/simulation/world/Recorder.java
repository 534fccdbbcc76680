package io.bellwether.simulation.world;

import io.bellwether.simulation.network.Latency;
import io.bellwether.simulation.network.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A program that does nothing of its own but keep what happens to it. */
final class Recorder implements Program {

    static final Duration TRAVEL = Duration.ofMillis(1);

    final List<Object> received = new ArrayList<>();
    final List<Long> receivedAt = new ArrayList<>();
    final List<Channel> channels = new ArrayList<>();
    final List<Object> failed = new ArrayList<>();
    final List<Long> failedAt = new ArrayList<>();
    final List<Long> wokenAt = new ArrayList<>();
    final List<String> order = new ArrayList<>();
    final int name;
    long deadline = Long.MAX_VALUE;
    /** How far each wake moves the deadline; 0 for no other. */
    long period;

    Runnable onStop = () -> {};
    private @Nullable Machine machine;
    private long bootNanos;

    Recorder(int name) {
        this.name = name;
    }

    /** A world of recorders in which every packet takes {@link #TRAVEL}. */
    static World world(long seed, int machines) {
        var network = new Network(machines);
        network.latency(Latency.constant(TRAVEL));
        var world = new World(seed, network, (machine, start, name) -> new Recorder(name));
        world.bootAll();
        return world;
    }

    static Recorder of(World world, int machine) {
        return (Recorder) world.program(machine);
    }

    Machine machine() {
        return Objects.requireNonNull(machine, "not started");
    }

    void send(int to, Object message, Channel channel) {
        machine().send(to, message, 100, channel);
    }

    void wakeAfter(Duration delay) {
        deadline = machine().nanos() + delay.toNanos();
    }

    @Override
    public void start(Machine own) {
        machine = own;
        bootNanos = own.nanos();
    }

    @Override
    public void received(int from, Object message, Channel channel) {
        received.add(message);
        receivedAt.add(machine().nanos() - bootNanos);
        channels.add(channel);
        order.add("received " + message);
    }

    @Override
    public void wake() {
        wokenAt.add(machine().nanos() - bootNanos);
        order.add("wake");
        deadline = period == 0 ? Long.MAX_VALUE : deadline + period;
    }

    @Override
    public long deadlineNanos() {
        return deadline;
    }

    @Override
    public void failed(int to, Object message) {
        failed.add(message);
        failedAt.add(machine().nanos() - bootNanos);
        order.add("failed " + message);
    }

    @Override
    public void stopped() {
        onStop.run();
    }
}
