package io.bellwether.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipFile;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatheringTest {

    @TempDir
    Path folder;

    private final Gathering gathering =
            new Gathering(new Redactor(List.of("hunter2")), Duration.ofMillis(300), Duration.ofSeconds(20));

    private static Part hangs(String name) {
        return new Part(name, () -> {
            new CountDownLatch(1).await();
            return "never";
        });
    }

    @Test
    void partsThatHangAreLeftOutAndToldAndTheRestIsThere() {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            parts.add(hangs("hangs-" + i));
            parts.add(Part.of("fine-" + i, "it is hunter2"));
        }
        parts.add(new Part("fails", () -> {
            throw new StartProblem("hunter2 was refused");
        }));

        var pieces = gathering.gather(parts);

        assertThat(pieces)
                .extracting(Piece::name)
                .containsExactlyElementsOf(parts.stream().map(Part::name).toList());
        assertThat(pieces)
                .filteredOn(piece -> piece.name().startsWith("fine"))
                .allSatisfy(piece -> assertThat(piece.content()).isEqualTo("it is (withheld)"));
        assertThat(pieces)
                .filteredOn(piece -> piece.name().startsWith("hangs"))
                .allSatisfy(piece -> assertThat(piece.problem()).startsWith("has not come within"));
        assertThat(pieces.getLast().problem()).isEqualTo("(withheld) was refused");
    }

    @Test
    void aPartThatIsTooLongIsCutAndToldSo() {
        var piece = gathering
                .gather(List.of(Part.of("long", "x".repeat(Gathering.CHARS_MAX + 1))))
                .getFirst();
        assertThat(piece.content()).hasSize(Gathering.CHARS_MAX);
        assertThat(piece.problem()).startsWith("only its first");
    }

    @Test
    void aNameFromElsewhereDoesNotLeadOutOfTheFile() {
        assertThat(Part.of("members/../../etc/x y", "").name()).isEqualTo("members/_/_/etc/x_y");
    }

    @Test
    void theFileIsItsOwnersAndIsNotWrittenOver() throws IOException {
        var file = folder.resolve("bundle.zip");
        BundleFile.write(file, List.of(new Piece("a/b.txt", "text", ""), new Piece("none", "", "why")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("a/b.txt");
        }
        Assertions.assertThatThrownBy(() -> BundleFile.write(file, List.of()))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("is there already");
        Assertions.assertThatThrownBy(() -> BundleFile.write(folder.resolve("no/such/b.zip"), List.of()))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("name a file elsewhere");
    }
}
