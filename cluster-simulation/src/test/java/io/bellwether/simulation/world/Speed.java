package io.bellwether.simulation.world;

import io.bellwether.simulation.network.Network;

/** Prints how many trivial messages one core delivers: {@code java ... Speed [machines] [messages]}. */
final class Speed {

    private record Ball(int hops) {}

    private Speed() {}

    public static void main(String[] args) {
        int machines = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        long messages = args.length > 1 ? Long.parseLong(args[1]) : 10_000_000;
        var channel = args.length > 2 ? Channel.valueOf(args[2]) : Channel.DATAGRAM;
        for (int round = 1; round <= 3; round++) {
            var delivered = new long[1];
            var ball = new Ball(1);
            World[] holder = new World[1];
            var world = new World(round, new Network(machines), (machine, start, name) -> new Program() {
                private Machine own;
                private long deadline;

                @Override
                public void start(Machine self) {
                    own = self;
                    deadline = self.nanos() + 100_000_000;
                    for (int balls = 0; balls < 5; balls++) {
                        own.send((machine + 1 + balls) % machines, ball, 100, channel);
                    }
                }

                @Override
                public void received(int from, Object message, Channel how) {
                    if (++delivered[0] >= messages) {
                        holder[0].halt();
                    }
                    own.send(own.random().nextInt(machines), message, 100, channel);
                }

                @Override
                public void wake() {
                    deadline += 100_000_000;
                }

                @Override
                public long deadlineNanos() {
                    return deadline;
                }
            });
            holder[0] = world;
            long begin = System.nanoTime();
            world.bootAll();
            world.runUntil(Long.MAX_VALUE);
            long nanos = System.nanoTime() - begin;
            System.out.printf(
                    "%d machines, %d messages by %s: %.2f s, %.0f ns each, %.3f virtual s, hash %016x%n",
                    machines,
                    delivered[0],
                    channel,
                    nanos / 1e9,
                    (double) nanos / delivered[0],
                    world.now() / 1e9,
                    world.hash());
        }
    }
}
