package io.bellwether.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/configuration.md is written from the metadata that editors complete from; {@code -Drewrite} renews it. */
class ConfigurationReferenceTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();
    private static final Path PAGE = REPOSITORY.resolve("docs/configuration.md");
    private static final String MARK = "<!-- Below: written by ConfigurationReferenceTest. -->\n";

    @Test
    void theReferenceSaysWhatTheCodeSays() throws IOException {
        var page = Files.readString(PAGE);
        int mark = page.indexOf(MARK);
        assertThat(mark).as("the mark in %s", PAGE).isNotNegative();
        var expected = page.substring(0, mark + MARK.length()) + reference();

        if (System.getProperty("rewrite") != null) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE))
                .as("renew it with ./mvnw -pl integration-tests -am test -Drewrite")
                .isEqualTo(expected);
    }

    @Test
    void everySettingIsExplained() throws IOException {
        for (var module : modulesWithSettings()) {
            for (var setting : settings(module)) {
                assertThat(setting.path("description").asString(""))
                        .as("description of %s", setting.get("name"))
                        .isNotBlank();
            }
        }
    }

    private static String reference() throws IOException {
        var text = new StringBuilder();
        for (var module : modulesWithSettings()) {
            text.append("\n## ")
                    .append(module)
                    .append("\n\n| setting | default | what it does |\n| --- | --- | --- |\n");
            for (var setting : settings(module)) {
                var standard = setting.path("defaultValue");
                text.append("| `%s` | %s | %s |\n"
                        .formatted(
                                setting.get("name").asString(),
                                standard.isMissingNode() ? "–" : "`" + standard.asString() + "`",
                                setting.path("description").asString("").replace("|", "\\|")));
            }
        }
        return text.toString();
    }

    private static List<String> modulesWithSettings() throws IOException {
        try (var folders = Files.list(REPOSITORY)) {
            var modules = folders.filter(folder -> Files.isRegularFile(metadata(folder)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(modules).contains("log-producer", "log-consumer", "api-gateway");
            return modules;
        }
    }

    private static List<JsonNode> settings(String module) throws IOException {
        var metadata = JsonMapper.shared().readTree(Files.readString(metadata(REPOSITORY.resolve(module))));
        return metadata.get("properties")
                .valueStream()
                .sorted(java.util.Comparator.comparing(
                        setting -> setting.get("name").asString().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toList());
    }

    private static Path metadata(Path folder) {
        return folder.resolve("target/classes/META-INF/spring-configuration-metadata.json");
    }
}
