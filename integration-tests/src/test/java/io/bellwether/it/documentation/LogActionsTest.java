package io.bellwether.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names of log lines are an interface: docs/logging.md has those that the code writes, and no others. */
class LogActionsTest {

    private static final Pattern NAMED = Pattern.compile("addKeyValue\\(\\s*\"action\",\\s*\"([^\"]+)\"");
    /** Where the name comes from elsewhere in the file, every literal that looks like one is one. */
    private static final Pattern PASSED = Pattern.compile("addKeyValue\\(\\s*\"action\",\\s*[a-z]");

    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:\\.[a-z-]+)+)\"");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| ((?:ERROR|WARN|INFO)(?:, (?:WARN|INFO))?) \\|");

    @Test
    void theReferenceHasTheNamesOfTheCodeAndNoOthers() throws IOException {
        Set<String> written = new TreeSet<>();
        for (Path source : Repository.sources()) {
            String text = Files.readString(source);
            addAll(written, NAMED, text);
            if (PASSED.matcher(text).find()) {
                addAll(written, LITERAL, text);
            }
        }
        Set<String> documented = new TreeSet<>();
        addAll(documented, ROW, Repository.read("docs/logging.md"));

        assertThat(written).hasSizeGreaterThan(30).contains("member.transition", "member.state.changed");
        assertThat(documented).isEqualTo(written);
    }

    private static void addAll(Set<String> names, Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
    }
}
