package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatermarkTest {

    @TempDir
    Path folder;

    @Test
    void itRisesOnlyAndIsReadAgain() throws IOException {
        Path file = folder.resolve("watermark");
        try (Watermark watermark = Watermark.open(file)) {
            assertThat(Watermark.read(file)).isEqualTo(Watermark.NOTHING);
            watermark.raise(5);
            watermark.raise(3);
            assertThat(Watermark.read(file)).isEqualTo(5);
        }
        try (Watermark again = Watermark.open(file)) {
            assertThat(again.index()).isEqualTo(5);
            again.raise(6);
            assertThat(Watermark.read(file)).isEqualTo(6);
        }
    }

    @Test
    void whileTheLogIsBeingCutItStaysBelowTheCut() throws IOException {
        Path file = folder.resolve("watermark");
        try (Watermark watermark = Watermark.open(file)) {
            watermark.raise(10);
            watermark.truncating(8);
            assertThat(Watermark.read(file)).isEqualTo(7);
            // Entries that were on their way to the disk before the cut.
            watermark.raise(10);
            assertThat(Watermark.read(file)).isEqualTo(7);
            watermark.truncated();
            watermark.raise(9);
            assertThat(Watermark.read(file)).isEqualTo(9);
        }
    }

    @Test
    void aTornWriteLeavesTheOneBefore() throws IOException {
        Path file = folder.resolve("watermark");
        try (Watermark watermark = Watermark.open(file)) {
            watermark.raise(10);
            watermark.raise(11);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] torn = whole.clone();
            torn[at] ^= 0x55;
            Files.write(file, torn);
            assertThat(Watermark.read(file)).as("byte %d", at).isBetween(10L, 11L);
        }
    }

    @Test
    void aFileWithoutAWholeSlotIsRefused() throws IOException {
        Path file = folder.resolve("watermark");
        Files.write(file, new byte[48]);
        assertThatThrownBy(() -> Watermark.read(file)).hasMessageContaining("not readable");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Watermark.read(file)).hasMessageContaining("not readable");
    }
}
