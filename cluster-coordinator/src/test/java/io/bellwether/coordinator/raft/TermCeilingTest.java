package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TermCeilingTest {

    @TempDir
    Path folder;

    private final List<String> halts = new ArrayList<>();
    private final Halt halt = new Halt((line, cause) -> halts.add(line));

    @Test
    void itIsAboveATermBeforeAnybodyHasASayInIt() throws IOException {
        Path file = folder.resolve("terms");
        var ceiling = new TermCeiling(file, halt);
        for (long term = 0; term < 5_000; term += 7) {
            ceiling.reach(term);
            assertThat(TermCeiling.read(file)).isGreaterThan(term);
        }
        ceiling.reach(1_000_000);
        assertThat(TermCeiling.read(file)).isEqualTo(1_000_000 + TermCeiling.AHEAD);
        assertThat(halts).isEmpty();
    }

    @Test
    void itIsWrittenOnceInHundredsOfTermsAndNeverLowered() throws IOException {
        Path file = folder.resolve("terms");
        var ceiling = new TermCeiling(file, halt);
        ceiling.reach(100);
        long first = TermCeiling.read(file);
        Files.delete(file);
        for (long term = 0; term <= 100 + TermCeiling.AHEAD / 2; term++) {
            ceiling.reach(term);
        }
        assertThat(file).as("nothing is written").doesNotExist();
        assertThat(TermCeiling.raiseAbove(100, file)).isEqualTo(first - TermCeiling.AHEAD / 2);
        assertThat(TermCeiling.raiseAbove(3, file)).isEqualTo(first - TermCeiling.AHEAD / 2);
        assertThat(TermCeiling.read(file)).isEqualTo(first);
    }

    @Test
    void whoCannotRaiseItEndsBeforeItHasASay() {
        var ceiling = new TermCeiling(folder.resolve("nowhere").resolve("terms"), halt);
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> ceiling.reach(1));
        assertThat(halts).singleElement().asString().startsWith("the ceiling of its terms can no longer be written");
    }
}
