package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.peers.Observes;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.peers.lifeguard.LifeguardNode;
import io.bellwether.simulation.peers.lifeguard.LifeguardSettings;
import io.bellwether.simulation.peers.phi.PhiNode;
import io.bellwether.simulation.peers.phi.PhiSettings;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.Programs;
import io.bellwether.simulation.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** A run of a peer's protocol, which keeps who held whom for dead. */
final class PeerRun {

    /** The protocols that we are compared with. */
    enum Peer {
        LIFEGUARD("lifeguard"),
        PHI("phi");

        final String subject;

        Peer(String subject) {
            this.subject = subject;
        }

        private Programs programs(int machines) {
            return switch (this) {
                case LIFEGUARD -> LifeguardNode.programs(LifeguardSettings.lan(machines));
                case PHI -> PhiNode.programs(PhiSettings.akka(machines));
            };
        }
    }

    private static final long SECOND = 1_000_000_000L;

    final World world;
    private final IntPredicate counted;
    private final Set<Integer> heldForDead = new TreeSet<>();
    private final Set<Long> dead = new HashSet<>();
    private final long[] flips;

    /**
     * A world of this peer's processes, all members of each other.
     *
     * @param counted the observers whose opinion counts: who is at fault sees others wrongly under any protocol
     */
    PeerRun(Peer peer, int machines, long seed, IntPredicate counted) {
        this.counted = counted;
        this.flips = new long[machines];
        Programs programs = peer.programs(machines);
        world = new World(
                seed, new Network(machines), (machine, start, name) -> listened(programs, machine, start, name));
        world.bootAll();
    }

    private Program listened(Programs programs, int machine, int start, int name) {
        Program program = programs.create(machine, start, name);
        ((Observes) program).listen((observer, subject, verdict, nanos) -> changed(observer, subject, verdict));
        return program;
    }

    private void changed(int observer, int subject, Verdict verdict) {
        if (observer == subject || !counted.test(observer)) {
            return;
        }
        long pair = (long) observer * world.machines() + subject;
        if (verdict == Verdict.UNREACHABLE) {
            heldForDead.add(subject);
            flips[subject] += dead.add(pair) ? 1 : 0;
        } else if (verdict == Verdict.ALIVE) {
            flips[subject] += dead.remove(pair) ? 1 : 0;
        }
    }

    void until(double second) {
        world.runUntil((long) (second * SECOND));
    }

    /** The machines that any observer that counts has held for dead. */
    List<Integer> heldForDead() {
        return List.copyOf(heldForDead);
    }

    /** How often one observer changed between holding a machine for dead and for alive, summed over observers. */
    long flips(int machine) {
        return flips[machine];
    }

    /** Whether all that live hold each other for alive, and nobody who is dead. */
    boolean isWhole() {
        for (int observer = 0; observer < world.machines(); observer++) {
            if (world.condition(observer) == Condition.UP && !seesAll(observer)) {
                return false;
            }
        }
        return true;
    }

    private boolean seesAll(int observer) {
        Observes program = (Observes) world.program(observer);
        for (int subject = 0; subject < world.machines(); subject++) {
            Verdict verdict = program.verdictAbout(subject);
            boolean right = world.condition(subject) == Condition.DOWN
                    ? verdict == Verdict.UNREACHABLE || verdict == Verdict.ABSENT
                    : verdict == Verdict.ALIVE;
            if (observer != subject && !right) {
                return false;
            }
        }
        return true;
    }
}
