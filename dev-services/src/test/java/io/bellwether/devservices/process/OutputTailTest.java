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
    void aStackHidesNothingOfWhatWasSaid() throws IOException {
        var file = folder.resolve("stack.log");
        Files.writeString(
                file,
                "it refuses to start, because\n"
                        + "java.io.IOException: gone\n"
                        + "\tat io.bellwether.Some.call(Some.java:12) ~[app.jar!/:1.0]\n".repeat(400)
                        + "Caused by: java.io.IOException: really\n"
                        + "\tat java.base/java.lang.Thread.run(Thread.java:1583)\n"
                        + "\t... 12 common frames omitted\n"
                        + "\t... 3 more\n"
                        + "    at last it is gone\n");

        assertThat(OutputTail.read(file, 4))
                .containsExactly(
                        "it refuses to start, because",
                        "java.io.IOException: gone",
                        "Caused by: java.io.IOException: really",
                        "    at last it is gone");
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
