package io.bellwether.simulation.scenarios.small;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.world.World;
import java.util.List;
import java.util.stream.Collectors;

/** What goes wrong in a case, and what it leaves of the network. */
sealed interface Trouble {

    /** Makes it go wrong. */
    void begin(World world);

    /** What it leaves among so many machines. */
    Reach reach(int machines);

    /** As the name of a case has it; no blanks, nothing that a shell would take for its own. */
    String words();

    /** These machines die at the same moment. */
    record Deaths(List<Integer> machines) implements Trouble {
        @Override
        public void begin(World world) {
            machines.forEach(world::crash);
        }

        @Override
        public Reach reach(int count) {
            Reach reach = new Reach(count);
            machines.forEach(reach::die);
            return reach;
        }

        @Override
        public String words() {
            return "dead=" + listed(machines);
        }
    }

    /** How ill a link is. */
    enum Illness {
        /** Nothing passes in either direction. */
        BROKEN("broken"),
        /** Of the packets in each direction, 80 % are lost. */
        LOSSY("lossy"),
        /** Nothing passes from the first to the second. */
        ONE_WAY("one-way");

        private final String word;

        Illness(String word) {
            this.word = word;
        }
    }

    /** One link is ill. */
    record IllLink(Illness illness, int from, int to) implements Trouble {
        private static final double LOSS_RATIO = 0.8;

        @Override
        public void begin(World world) {
            Network network = world.network();
            switch (illness) {
                case BROKEN -> {
                    network.cut(from, to);
                    network.cut(to, from);
                }
                case LOSSY -> {
                    network.loss(from, to, LOSS_RATIO);
                    network.loss(to, from, LOSS_RATIO);
                }
                case ONE_WAY -> network.cut(from, to);
            }
        }

        @Override
        public Reach reach(int count) {
            Reach reach = new Reach(count);
            reach.cut(from, to);
            return reach;
        }

        @Override
        public String words() {
            return "%s=%d,%d".formatted(illness.word, from, to);
        }
    }

    /**
     * Only machines that share a group reach each other. A machine in two groups is a bridge between them.
     *
     * @param words The groups as the part at hand writes them.
     */
    record Split(String words, List<List<Integer>> groups) implements Trouble {
        public Split {
            groups = List.copyOf(groups);
        }

        @Override
        public void begin(World world) {
            world.network().split(groups);
        }

        @Override
        public Reach reach(int count) {
            Reach reach = new Reach(count);
            reach.keepWithin(groups);
            return reach;
        }
    }

    /** Machines, as names have them. */
    static String listed(List<Integer> machines) {
        return machines.isEmpty()
                ? "none"
                : machines.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
