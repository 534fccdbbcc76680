package io.bellwether.it.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ties the table of layers to the folders: what is not in the table would be held to nothing. */
final class ModulesTest {

    @Test
    void everyFolderWithSourcesHasARowInTheTable() throws IOException {
        try (var folders = Files.list(Module.ROOT)) {
            assertThat(folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java"))))
                    .as("modules with sources; a new one needs a row in Module and a decision record")
                    .extracting(folder -> folder.getFileName().toString())
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Module.values()).map(Module::folder).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModuleIsBuiltAndKeepsItsClassesInItsOwnPackage(Module module) throws IOException {
        var classes = module.classes();
        try (var files = Files.walk(classes)) {
            assertThat(files.filter(file -> file.toString().endsWith(".class")))
                    .as("classes of %s; in another module's package they would reach its internals", module.folder())
                    .isNotEmpty()
                    .allMatch(file -> classes.relativize(file).startsWith(module.rootPath()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowNamesOnlyModulesAboveIt(Module module) {
        assertThat(module.known()).allMatch(known -> known.compareTo(module) < 0);
    }
}
