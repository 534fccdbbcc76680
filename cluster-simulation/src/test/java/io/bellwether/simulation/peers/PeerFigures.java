package io.bellwether.simulation.peers;

import io.bellwether.simulation.peers.lifeguard.LifeguardNode;
import io.bellwether.simulation.peers.lifeguard.LifeguardSettings;
import io.bellwether.simulation.peers.phi.PhiNode;
import io.bellwether.simulation.peers.phi.PhiSettings;
import io.bellwether.simulation.world.Programs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Prints what the peers do; run by hand: name, machines, crashes. */
public final class PeerFigures {

    private PeerFigures() {}

    public static void main(String[] args) {
        var machines = Integer.parseInt(args[1]);
        var crashes = Integer.parseInt(args[2]);
        if (crashes == 0) {
            printIdle(args[0], machines, peers(args[0]));
        } else {
            printCrashes(args[0], machines, crashes, peers(args[0]));
        }
    }

    /** Long enough for three exchanges of all state among 1000, and without the time before the first. */
    private static void printIdle(String name, int machines, IntFunction<Programs> peers) {
        var trial = new Trial(1, machines, peers);
        trial.run(210);
        var before = trial.messages();
        trial.run(540);
        System.out.printf(
                Locale.ROOT,
                "%s N=%d idle: %.2f msg/s %.0f B/s sent per node, %d changes%n",
                name,
                machines,
                (trial.messages() - before) / 540.0 / machines,
                trial.bytesPerSecond(210_000_000_000L, 750_000_000_000L),
                trial.changes.size());
    }

    static IntFunction<Programs> peers(String name) {
        return switch (name) {
            case "lifeguard" -> machines -> LifeguardNode.programs(LifeguardSettings.lan(machines));
            case "paper" ->
                machines ->
                        LifeguardNode.programs(LifeguardSettings.lan(machines).withSuspicion(5, 6));
            case "phi" -> machines -> PhiNode.programs(PhiSettings.akka(machines));
            default -> throw new IllegalArgumentException("no such peer: " + name);
        };
    }

    private static void printCrashes(String name, int machines, int crashes, IntFunction<Programs> peers) {
        var random = new SplittableRandom(1);
        var seconds = new ArrayList<Double>();
        var first = new ArrayList<Double>();
        var accused = 0L;
        var started = System.nanoTime();
        for (int crash = 0; crash < crashes; crash++) {
            var trial = new Trial(crash + 1, machines, peers);
            trial.run(60);
            trial.run(random.nextDouble());
            var victim = random.nextInt(machines);
            var at = trial.world.now();
            trial.world.crash(victim);
            trial.run(60);
            List<Double> known = trial.knownDeadAfter(victim, at);
            seconds.addAll(known);
            first.add(known.get(0));
            accused += trial.changes.stream()
                    .filter(change -> change.subject() != victim && change.verdict() != Verdict.ALIVE)
                    .count();
        }
        Collections.sort(seconds);
        Collections.sort(first);
        System.out.printf(
                Locale.ROOT,
                "%s N=%d crashes=%d: known dead median %.2f p99 %.2f p99.9 %.2f max %.2f s; first median %.2f s; false %d;"
                        + " %.1f s wall for %d s%n",
                name,
                machines,
                crashes,
                Trial.quantile(seconds, 0.5),
                Trial.quantile(seconds, 0.99),
                Trial.quantile(seconds, 0.999),
                seconds.get(seconds.size() - 1),
                Trial.quantile(first, 0.5),
                accused,
                (System.nanoTime() - started) / 1e9,
                crashes * 120);
    }
}
