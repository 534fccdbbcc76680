package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.doctor.Diagnosis;
import io.bellwether.cli.doctor.Finding;
import io.bellwether.cli.doctor.Level;
import io.bellwether.cli.doctor.Topic;
import io.bellwether.cli.sight.Sight;
import io.bellwether.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTextTest {

    private static Finding ok(Topic topic, String found) {
        return new Finding(topic, "check", "subject", Level.OK, found, "", "");
    }

    private static final Diagnosis DIAGNOSIS = new Diagnosis(List.of(
            ok(Topic.MACHINE, "2 cores, load 0.5"),
            ok(Topic.MACHINE, "20.8 GiB of 23.5 GiB memory left"),
            ok(Topic.MACHINE, "57.6 GiB left on the disk, which is more than anybody will ever need"),
            ok(Topic.CLUSTER, "coordinator-3 leads in term 3 with a majority"),
            new Finding(
                    Topic.DISK,
                    "disk-latency",
                    "/data",
                    Level.WARN,
                    "a flushed write takes 12 ms, p99 600 ms (120 of 4 KiB)",
                    "Coordinators wait 1 s for their leader. A leader whose disk stalls so long is taken for dead, again and again.",
                    "Give the coordinators a disk of their own that flushes faster."),
            new Finding(
                    Topic.MEMBERS,
                    "processes",
                    "log-producer-1",
                    Level.BAD,
                    "log-producer-1 is stopped by a signal (SIGSTOP)",
                    "It does nothing and answers nobody; to the others it is silent.",
                    "./bellwether resume log-producer-1")));

    private static String printed(boolean all) {
        var bytes = new ByteArrayOutputStream();
        new DoctorText(Terminal.plain(new PrintStream(bytes, true, StandardCharsets.UTF_8)), all)
                .print(DIAGNOSIS, new Sight(null, null, null, null, null, null, Duration.ofMillis(3_210)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theWorstComesFirstInFullAndWhatIsWellInALineForEachTopic() {
        assertThat(printed(false)).isEqualTo("""
                  BAD   members   log-producer-1 is stopped by a signal (SIGSTOP)
                                  It does nothing and answers nobody; to the others it is silent.
                                  Do: ./bellwether resume log-producer-1

                  WARN  disk      a flushed write takes 12 ms, p99 600 ms (120 of 4 KiB)
                                  Coordinators wait 1 s for their leader. A leader whose disk stalls so long is taken for dead, again
                                  and again.
                                  Do: Give the coordinators a disk of their own that flushes faster.

                  ok    cluster   coordinator-3 leads in term 3 with a majority
                  ok    machine   2 cores, load 0.5; 20.8 GiB of 23.5 GiB memory left; and 1 more

                This needs somebody: 1 bad, 1 warn, 4 ok. Looked for 3.2 s.
                """);
    }

    @Test
    void withAllEachCheckHasItsLine() {
        assertThat(printed(true).lines().filter(line -> line.startsWith("  ok    machine")))
                .hasSize(3);
    }

    @Test
    void itFitsATerminal() {
        assertThat(printed(false).lines()).allMatch(line -> line.length() <= 120);
    }
}
