package io.bellwether.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/** What {@code ./bellwether diagnose --bundle} has written, and what must not be in it. */
final class Bundle {

    private Bundle() {}

    static Map<String, String> read(Path file) throws IOException {
        var entries = new TreeMap<String, String>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                entries.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    /** All secrets of a home. */
    static List<String> secrets(Path home) throws IOException {
        var secrets = new ArrayList<String>();
        try (var files = Files.list(home.resolve("secrets"))) {
            for (var file : files.toList()) {
                secrets.add(Files.readString(file).strip());
            }
        }
        assertThat(secrets).isNotEmpty().doesNotContain("");
        return secrets;
    }
}
