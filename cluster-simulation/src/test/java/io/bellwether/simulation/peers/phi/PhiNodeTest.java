package io.bellwether.simulation.peers.phi;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.peers.Trial;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.world.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PhiNodeTest {

    @Test
    void nobodyIsAccusedInAQuietNetwork() {
        var trial = akka(1, 20);

        trial.run(300);

        assertThat(trial.changes).isEmpty();
        // Nine beats and nine answers a second, and one status of gossip.
        assertThat(trial.messages() / 20.0 / 300).isBetween(18.8, 19.1);
    }

    @Test
    void aCrashIsSeenAfterThePauseAndThenKnownEverywhere() {
        var first = new ArrayList<Double>();
        var all = new ArrayList<Double>();
        for (int seed = 1; seed <= 10; seed++) {
            var trial = akka(seed, 128);
            trial.run(60);
            trial.world.crash(7);
            trial.run(30);
            var known = trial.knownDeadAfter(7, 60_000_000_000L);
            first.add(known.get(0));
            all.addAll(known);
        }
        Collections.sort(first);
        Collections.sort(all);

        // The last answer is up to a second old, phi passes 8 after 4.5 s of silence, and the reaper looks each second;
        // of nine watchers the first decides.
        assertThat(first.get(0)).isGreaterThan(3.45);
        assertThat(first.get(9)).isLessThan(5.0);
        assertThat(all.get(all.size() - 1)).isLessThan(15.0);
    }

    @Test
    void aPauseIsForgivenWhenTheAnswersReturn() {
        var trial = akka(3, 10);
        trial.run(60);
        trial.world.freeze(4);
        assertThat(trial.runUntilAllAgree(4, Verdict.UNREACHABLE, 15)).isTrue();

        trial.world.resume(4);

        assertThat(trial.runUntilAllAgree(4, Verdict.ALIVE, 15)).isTrue();
    }

    @Test
    void nobodyIsEverRemovedByDefault() {
        var trial = akka(4, 10);
        trial.run(60);
        trial.world.crash(4);
        trial.run(300);

        assertThat(trial.allAgree(4, Verdict.UNREACHABLE)).isTrue();
    }

    @Test
    void theLeaderDownsAndRemovesWhereItIsToldTo() {
        var trial = new Trial(
                5, 10, count -> PhiNode.programs(PhiSettings.akka(count).withDownAfter(Duration.ofSeconds(10))));
        trial.run(60);
        trial.world.crash(4);

        assertThat(trial.runUntilAllAgree(4, Verdict.ABSENT, 30)).isTrue();
        trial.run(100);
        assertThat(trial.allAgree(4, Verdict.ABSENT)).isTrue();
    }

    @Test
    void aRestartedProcessReplacesTheOldOneOnItsMachine() {
        var trial = akka(6, 10);
        trial.run(60);
        trial.world.crash(0);
        trial.run(20);

        trial.world.boot(0);

        assertThat(trial.runUntilAllAgree(0, Verdict.ALIVE, 60)).isTrue();
        trial.run(5);
        for (int other = 0; other < 10; other++) {
            assertThat(trial.verdict(0, other)).as("its view of %d", other).isEqualTo(Verdict.ALIVE);
        }
    }

    @Test
    void aRestartWithinABeatIsNoticedByItsNewNumber() {
        var trial = akka(7, 10);
        trial.run(60);
        trial.world.crash(4);
        trial.world.boot(4);

        trial.run(60);

        assertThat(trial.changes)
                .filteredOn(change -> change.subject() == 4)
                .extracting(Trial.Change::verdict)
                .contains(Verdict.UNREACHABLE);
        assertThat(trial.allAgree(4, Verdict.ALIVE)).isTrue();
    }

    @Test
    void whoStopsInAnOrderlyWayLeaves() {
        var trial = akka(8, 10);
        trial.run(60);
        trial.world.stop(4);

        assertThat(trial.runUntilAllAgree(4, Verdict.ABSENT, 15)).isTrue();
        assertThat(trial.changes).extracting(Trial.Change::verdict).doesNotContain(Verdict.UNREACHABLE);
    }

    @Test
    void aClusterFindsItselfThroughTheSeeds() {
        var trial = new Trial(
                9, 30, count -> PhiNode.programs(PhiSettings.akka(count).unsettled()));
        trial.run(60);

        for (int machine = 0; machine < 30; machine++) {
            assertThat(trial.allAgree(machine, Verdict.ALIVE))
                    .as("all know %d", machine)
                    .isTrue();
        }
    }

    @Test
    void oneDeadLinkIsEnoughToAccuse() {
        var trial = akka(10, 10);
        trial.run(60);
        trial.world.network().cut(3, 4);

        assertThat(trial.runUntilAllAgree(4, Verdict.UNREACHABLE, 20)).isTrue();

        trial.world.network().mend(3, 4);
        assertThat(trial.runUntilAllAgree(4, Verdict.ALIVE, 20)).isTrue();
    }

    @Test
    void aSplitHealsWithoutATrace() {
        var trial = akka(11, 12);
        trial.run(60);
        var halves = List.of(List.of(0, 1, 2, 3, 4), List.of(5, 6, 7, 8, 9, 10, 11));
        trial.world.network().split(halves);
        trial.run(30);
        assertThat(trial.verdict(0, 7)).isEqualTo(Verdict.UNREACHABLE);
        assertThat(trial.verdict(7, 0)).isEqualTo(Verdict.UNREACHABLE);

        trial.world.network().join(halves);
        trial.run(30);

        for (int machine = 0; machine < 12; machine++) {
            assertThat(trial.allAgree(machine, Verdict.ALIVE))
                    .as("all reach %d", machine)
                    .isTrue();
        }
    }

    @Test
    void overDatagramsLossRaisesPhi() {
        var stream = lossy(akka(12, 10));
        var datagram = lossy(new Trial(
                12, 10, count -> PhiNode.programs(PhiSettings.akka(count).withChannel(Channel.DATAGRAM))));

        assertThat(stream).isLessThan(datagram);
    }

    @Test
    void oneSeedIsOneRun() {
        var one = akka(13, 10);
        var same = akka(13, 10);
        lossy(one);
        lossy(same);

        assertThat(one.world.hash()).isEqualTo(same.world.hash());
    }

    /** How often somebody was held for dead. */
    private static long lossy(Trial trial) {
        trial.world.network().loss(0.4);
        trial.run(120);
        return trial.changes.stream()
                .filter(change -> change.verdict() == Verdict.UNREACHABLE)
                .count();
    }

    private static Trial akka(long seed, int machines) {
        return new Trial(seed, machines, count -> PhiNode.programs(PhiSettings.akka(count)));
    }
}
