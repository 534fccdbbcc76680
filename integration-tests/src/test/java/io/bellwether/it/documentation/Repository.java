package io.bellwether.it.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, for tests that compare what is written in several places. */
final class Repository {

    static final Path ROOT = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();

    private Repository() {}

    static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** The files directly in a folder, in order. */
    static List<Path> list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    /** All sources of production code. */
    static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : list("")) {
            Path folder = module.resolve("src/main/java");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
