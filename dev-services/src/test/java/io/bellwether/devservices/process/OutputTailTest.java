package io.bellwether.devservices.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTailTest {

    @TempDir
    Path folder;

    @Test
    void theLastLinesAreWhole() throws IOException {
        var file = folder.resolve("long.log");
        Files.writeString(
                file,
                IntStream.rangeClosed(1, 10_000)
                        .mapToObj(i -> "line number " + i + "\n")
                        .collect(Collectors.joining()));

        assertThat(OutputTail.read(file, 3))
                .containsExactly("line number 9998", "line number 9999", "line number 10000");
    }

    @Test
    void aShortOutputIsShownAsItIs() throws IOException {
        var file = folder.resolve("short.log");
        Files.writeString(file, "one\ntwo\n");

        assertThat(OutputTail.read(file, 15)).containsExactly("one", "two");
    }

    @Test
    void whatAnEarlierProcessSaidIsLeftOut() throws IOException {
        var file = folder.resolve("again.log");
        Files.writeString(file, "earlier\n");
        long end = OutputTail.end(file);
        Files.writeString(file, "earlier\nlater\n");

        assertThat(OutputTail.read(file, 15, end)).containsExactly("later");
        assertThat(OutputTail.read(file, 15, 1_000)).as("begun anew since").containsExactly("earlier", "later");
    }

    @Test
    void noOutputIsNoLine() {
        assertThat(OutputTail.read(folder.resolve("missing.log"), 15)).isEmpty();
    }
}
