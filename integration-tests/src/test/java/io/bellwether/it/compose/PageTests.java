package io.bellwether.it.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.it.documentation.CommandBlock.Where;
import io.bellwether.it.documentation.PageScript;
import io.bellwether.it.documentation.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types what docs/containers.md says, in its order. */
abstract class PageTests {

    private static final Duration BOUND = Duration.ofMinutes(5);

    private final ComposeProject project;

    PageTests(ComposeProject project) {
        this.project = project;
    }

    @Test
    void thePageAboutContainersMeansWhatItSays(@TempDir Path folder) throws IOException {
        var blocks = Pages.commands().stream()
                .filter(block -> block.where() == Where.CONTAINERS)
                .toList();
        assertThat(blocks).hasSizeGreaterThan(4);
        var script = new PageScript(blocks);
        var file = folder.resolve("script");
        Files.writeString(file, script.text(folder, project::asTypedHere));

        var outcome = project.shell(BOUND, file);

        assertThat(script.judge(folder)).as(outcome.output()).isEmpty();
    }
}
