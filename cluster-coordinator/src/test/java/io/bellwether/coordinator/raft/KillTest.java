package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

    private static final int ROUNDS = Integer.getInteger("kills", 1);
    private static final int WRITES_BEFORE_KILL = 2000;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedIsThereAfterAllWereKilledUnderLoadAndNoHealthyLogIsRefused() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(writtenUntilKilled(round * 1_000_000));

            try (var peers = Peers.three(folder, 2000)) {
                peers.write("after" + round);
                acknowledged.add("after" + round);
                peers.agreeOn(List.of("after" + round));
                for (Peer peer : peers.all()) {
                    assertThat(new HashSet<>(peer.words()))
                            .as("words of %s in round %d", peer, round)
                            .containsAll(acknowledged);
                }
            }
        }
        System.out.printf("killed %d times, %d acknowledged writes are there%n", ROUNDS, acknowledged.size());
    }

    private List<String> writtenUntilKilled(int from) throws IOException, InterruptedException {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out = victim.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("w\\d+")) {
                    acknowledged.add(line);
                }
                if (acknowledged.size() == WRITES_BEFORE_KILL) {
                    // By its handle: the process would close its output too, and what it still says with it.
                    assertThat(victim.toHandle().destroyForcibly()).isTrue();
                }
            }
        } finally {
            victim.destroyForcibly();
        }
        assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(WRITES_BEFORE_KILL);
        return acknowledged;
    }
}
