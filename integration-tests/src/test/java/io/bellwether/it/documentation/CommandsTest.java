package io.bellwether.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.command.Verbs;
import io.bellwether.it.documentation.CommandBlock.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** No command on a page escapes being tried: see {@link CommandBlock} for how it is marked, {@code CommandsIT} for the trying. */
class CommandsTest {

    private static final Pattern COMMAND = Pattern.compile(
            "^(\\$ )?(\\./\\w|curl |docker[ -]|mvn |cd |git |psql|integration-tests/|[A-Za-z_]{2,}=\\S+ \\S|promtool |java )");
    /** Verbs of other programs, which CommandsIT asks. */
    private static final Set<String> HANDED_OVER = Set.of("sim", "faults", "bench");

    /** A word that stands for one of several, an option that may be left out, or several words of which one is meant. */
    private static final Pattern NOT_LITERAL = Pattern.compile("[\\[\\]|…]|\\.\\.\\.");

    @Test
    void whatLooksLikeACommandIsMarkedAsOne() throws IOException {
        List<String> unmarked = new ArrayList<>();
        for (Fence fence : Pages.fences()) {
            if (CommandBlock.of(fence).isEmpty()) {
                fence.text().stream()
                        .filter(line -> COMMAND.matcher(line).find())
                        .map(line -> fence.place() + ": " + line)
                        .forEach(unmarked::add);
            }
        }

        assertThat(unmarked).as("blocks of commands begin with ```sh").isEmpty();
    }

    @Test
    void moreThanNineOfTenAreRun() throws IOException {
        long all = 0;
        List<String> notRun = new ArrayList<>();
        for (CommandBlock block : Pages.commands()) {
            all += block.commands().size();
            if (block.where() == Where.NOWHERE) {
                assertThat(block.detail()).as(block.fence().place()).hasSizeGreaterThan(10);
                block.commands()
                        .forEach(command ->
                                notRun.add("%s: %s (%s)".formatted(block.fence().place(), command, block.detail())));
            }
        }

        assertThat(all).as("commands found").isGreaterThan(50);
        assertThat(notRun).hasSizeLessThanOrEqualTo((int) (all / 10));
    }

    @Test
    void aTestThatIsSaidToRunItDoes() throws IOException {
        for (CommandBlock block : Pages.commands()) {
            if (block.where() == Where.ELSEWHERE) {
                String source = source(block.detail());
                for (String command : block.commands()) {
                    assertThat(source)
                            .as(
                                    "%s is said to run %s of %s",
                                    block.detail(), command, block.fence().place())
                            .containsAnyOf(distinctive(command).toArray(String[]::new));
                }
            }
        }
    }

    @Test
    void everyVerbAndOptionThatIsMentionedExists() throws IOException {
        Set<String> mentioned = Pages.mentions();

        assertThat(mentioned).hasSizeGreaterThan(30);
        assertThat(mentioned).allSatisfy(CommandsTest::isKnown);
    }

    private static void isKnown(String mention) {
        List<String> words = Stream.of(mention.split(" +")).skip(1).toList();
        CommandLine command = new CommandLine(new Verbs());
        for (String word : words) {
            if (NOT_LITERAL.matcher(word).find()) {
                return;
            }
            if (HANDED_OVER.contains(command.getCommandName())) {
                return;
            }
            if (command.getSubcommands().containsKey(word)) {
                command = command.getSubcommands().get(word);
            } else if (word.startsWith("-")) {
                assertThat(command.getCommandSpec().optionsMap()).as(mention).containsKey(word.replaceFirst("=.*", ""));
            } else if (command.getCommandSpec().parent() == null) {
                assertThat(command.getSubcommands()).as(mention).containsKey(word);
            }
        }
    }

    /** The words of a command that tell it from others. */
    private static List<String> distinctive(String command) {
        return Stream.of(command.replaceFirst(" +#.*", "").split("[^\\w:.-]+"))
                .filter(word -> word.length() > 3 && !word.equals("curl") && !word.startsWith("127"))
                .toList();
    }

    private static String source(String test) throws IOException {
        for (Path module : Repository.list("")) {
            Path folder = module.resolve("src/test/java");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    var found =
                            files.filter(file -> file.endsWith(test + ".java")).findFirst();
                    if (found.isPresent()) {
                        return Files.readString(found.get());
                    }
                }
            }
        }
        throw new AssertionError("there is no test " + test);
    }
}
