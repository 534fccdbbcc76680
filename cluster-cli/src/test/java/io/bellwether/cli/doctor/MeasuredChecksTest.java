package io.bellwether.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.sight.DiskSpeed;
import io.bellwether.cli.sight.Latencies;
import io.bellwether.cli.sight.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is measured on a machine, at the thresholds. */
class MeasuredChecksTest {

    private static final Path FOLDER = Path.of("/data");
    private static final long GIB = 1L << 30;

    private static Latencies latencies(long p50, long p99, long max) {
        return new Latencies(100, Duration.ofMillis(p50), Duration.ofMillis(p99), Duration.ofMillis(max));
    }

    @ParameterizedTest
    @CsvSource({"1, 5, OK", "20, 100, OK", "21, 100, NOTE", "1, 333, OK", "1, 334, WARN", "1, 999, WARN", "1, 1000, BAD"
    })
    void aDiskIsJudgedByTheElectionsThatItsFlushesMayCost(long p50, long p99, Level expected) {
        var disk = new DiskSpeed(FOLDER, latencies(p50, p99, p99), "");
        assertThat(DiskCheck.judge(disk, Timing.DEFAULT.electionMin()).level()).isEqualTo(expected);
    }

    @Test
    void aPatientProfileStandsASlowerDisk() {
        var disk = new DiskSpeed(FOLDER, latencies(1, 900, 900), "");
        assertThat(DiskCheck.judge(disk, Timing.STEADY.electionMin()).level()).isEqualTo(Level.OK);
        var finding = DiskCheck.judge(disk, Timing.DEFAULT.electionMin());
        assertThat(finding.toDo()).contains("cluster.raft.election-min to at least 2.7 s");
    }

    @Test
    void aDiskThatTakesNothingIsBad() {
        var finding = DiskCheck.judge(
                new DiskSpeed(FOLDER, new Latencies(0, Duration.ZERO, Duration.ZERO, Duration.ZERO), "read-only"),
                Duration.ofSeconds(1));
        assertThat(finding.level()).isEqualTo(Level.BAD);
        assertThat(finding.found()).contains("read-only");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10, OK",
        "100, 1500, OK",
        "101, 1500, NOTE",
        "500, 1500, NOTE",
        "501, 1500, WARN",
        "1, 1501, WARN",
        "1, 3000, BAD"
    })
    void wakingLateIsJudgedByTheSilenceThatSuspects(long p99, long max, Level expected) {
        assertThat(SchedulerCheck.judge(latencies(0, p99, max), Timing.DEFAULT.silenceFloor())
                        .level())
                .isEqualTo(expected);
    }

    private static Machine machine(int cores, long memoryFree, long openFiles, long disk) {
        return new Machine(25, "25", "Linux", cores, 0.5, 8 * GIB, memoryFree, openFiles, FOLDER, disk);
    }

    private static Map<String, Level> levels(Machine machine, boolean runs) {
        return MachineCheck.judge(machine, runs).stream().collect(Collectors.toMap(Finding::name, Finding::level));
    }

    @Test
    void aMachineWithEnoughOfEverythingIsFine() {
        assertThat(levels(machine(2, 4 * GIB, 1_024, 2 * GIB), false))
                .allSatisfy((name, level) -> assertThat(level).as(name).isEqualTo(Level.OK));
    }

    @Test
    void whatIsScarceIsTold() {
        var scarce = levels(machine(1, GIB, 1_023, 2 * GIB - 1), false);
        assertThat(scarce)
                .containsEntry("cores", Level.WARN)
                .containsEntry("memory", Level.WARN)
                .containsEntry("open-files", Level.WARN)
                .containsEntry("disk-space", Level.WARN);
        assertThat(levels(machine(2, GIB, 1_024, (512L << 20) - 1), true))
                .as("what runs has its memory")
                .containsEntry("memory", Level.OK)
                .containsEntry("disk-space", Level.BAD);
        assertThat(levels(machine(2, (256L << 20) - 1, 1_024, 2 * GIB), true)).containsEntry("memory", Level.WARN);
    }

    @Test
    void whatTheSystemDoesNotTellIsNoTrouble() {
        assertThat(levels(machine(2, 4 * GIB, Machine.UNKNOWN, Machine.UNKNOWN), false))
                .containsEntry("open-files", Level.OK)
                .containsEntry("disk-space", Level.NOTE);
    }

    @Test
    void aPortThatSomebodyElseHoldsIsNamed() {
        var taken = PortsCheck.judge(List.of("port 8080, which api-gateway-1 needs, is taken by process 7 (nginx)"), 9);
        assertThat(taken).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("8080");
            assertThat(finding.level()).isEqualTo(Level.BAD);
        });
        assertThat(PortsCheck.judge(List.of(), 9).getFirst().found()).isEqualTo("free for the 9 that do not run");
        assertThat(PortsCheck.udp("no route").level()).isEqualTo(Level.BAD);
    }

    private static Level pause(String seconds, Timing timing, boolean coordinator) {
        var member = Given.exporting("a", "jvm_gc_pause_seconds_max{gc=\"Copy\"} " + seconds);
        return PausesCheck.judge(List.of(member), node -> timing, node -> coordinator)
                .getFirst()
                .level();
    }

    @Test
    void aPauseIsJudgedByTheFloorAndOnCoordinatorsByElectionsToo() {
        assertThat(pause("0.33", Timing.DEFAULT, true)).isEqualTo(Level.OK);
        assertThat(pause("0.4", Timing.DEFAULT, false)).isEqualTo(Level.OK);
        assertThat(pause("0.4", Timing.DEFAULT, true)).isEqualTo(Level.NOTE);
        assertThat(pause("1.0", Timing.DEFAULT, true)).isEqualTo(Level.WARN);
        assertThat(pause("1.0", Timing.DEFAULT, false)).isEqualTo(Level.OK);
        assertThat(pause("1.1", Timing.DEFAULT, false)).isEqualTo(Level.WARN);
        assertThat(pause("3.0", Timing.DEFAULT, false)).isEqualTo(Level.BAD);
        assertThat(pause("3.0", Timing.WAN, false)).isEqualTo(Level.OK);
    }

    @Test
    void whoWasJustStartedMayStillCollect() {
        assertThat(pauseAfter("3.0", "299")).isEqualTo(Level.NOTE);
        assertThat(pauseAfter("3.0", "301")).isEqualTo(Level.BAD);
        assertThat(pauseAfter("0.4", "10")).isEqualTo(Level.OK);
    }

    private static Level pauseAfter(String seconds, String uptime) {
        var member = Given.exporting(
                "a",
                "jvm_gc_pause_seconds_max{gc=\"Copy\"} %s\nprocess_uptime_seconds %s\n".formatted(seconds, uptime));
        return PausesCheck.judge(List.of(member), node -> Timing.DEFAULT, node -> false)
                .getFirst()
                .level();
    }

    @Test
    void coordinatorsThatPausedALittleAreToldTogether() {
        var members = List.of(
                Given.exporting("a", "jvm_gc_pause_seconds_max 0.4"),
                Given.exporting("b", "jvm_gc_pause_seconds_max 0.35"));
        assertThat(PausesCheck.judge(members, node -> Timing.DEFAULT, node -> true))
                .extracting(Finding::found)
                .containsExactly("a, b stood still for up to 400 ms to collect garbage, within the last minutes");
    }

    @Test
    void aHeapThatStaysFullIsTooSmall() {
        var full = Given.exporting("a", "jvm_gc_max_data_size_bytes 100\njvm_gc_live_data_size_bytes 86\n");
        var busy = Given.exporting("b", "jvm_gc_overhead 0.16\n");
        var fine = Given.exporting(
                "c", "jvm_gc_max_data_size_bytes 100\njvm_gc_live_data_size_bytes 85\njvm_gc_overhead 0.15\n");
        assertThat(PausesCheck.judge(List.of(full, busy, fine), node -> Timing.DEFAULT, node -> true))
                .extracting(Finding::subject)
                .containsExactly("a", "b");
    }
}
