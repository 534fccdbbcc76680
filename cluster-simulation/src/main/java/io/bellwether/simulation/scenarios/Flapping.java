package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.world.World;

/** What makes a machine come and go. */
enum Flapping {
    /** The loop stands still, packets wait. */
    BLOCKED {
        @Override
        void away(World world, int machine) {
            world.block(machine);
        }

        @Override
        void back(World world, int machine) {
            world.resume(machine);
        }
    },
    /** The whole machine stands still, packets are dropped. */
    FROZEN {
        @Override
        void away(World world, int machine) {
            world.freeze(machine);
        }

        @Override
        void back(World world, int machine) {
            world.resume(machine);
        }
    },
    /** The cable is out. */
    CUT {
        @Override
        void away(World world, int machine) {
            losses(world.network(), machine, 1, 1);
        }

        @Override
        void back(World world, int machine) {
            losses(world.network(), machine, 0, 0);
        }
    },
    /** It speaks and does not hear. */
    DEAF {
        @Override
        void away(World world, int machine) {
            losses(world.network(), machine, 1, 0);
        }

        @Override
        void back(World world, int machine) {
            losses(world.network(), machine, 0, 0);
        }
    },
    /** The process is killed and started again under its name. */
    CRASHING {
        @Override
        void away(World world, int machine) {
            world.crash(machine);
        }

        @Override
        void back(World world, int machine) {
            world.boot(machine);
        }
    };

    abstract void away(World world, int machine);

    abstract void back(World world, int machine);

    private static void losses(Network network, int machine, double in, double out) {
        network.lossIn(machine, in);
        network.lossOut(machine, out);
    }
}
