package io.bellwether.it.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that people read, and the commands on them. */
public final class Pages {

    private static final Pattern INLINE = Pattern.compile("`(\\./bellwether [^`]+)`");

    private Pages() {}

    /** README first, then the documentation by name; all from the root of the repository. */
    static List<Path> all() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .map(Repository.ROOT::relativize)
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    static List<String> lines(Path page) throws IOException {
        return Files.readAllLines(Repository.ROOT.resolve(page));
    }

    static List<Fence> fences() throws IOException {
        List<Fence> fences = new ArrayList<>();
        for (Path page : all()) {
            fences.addAll(Fence.of(page, lines(page)));
        }
        return fences;
    }

    public static List<CommandBlock> commands() throws IOException {
        return fences().stream().map(CommandBlock::of).flatMap(Optional::stream).toList();
    }

    /** Every use of our own command that is written out in the text or in a block, without its comment. */
    static Set<String> mentions() throws IOException {
        Set<String> mentions = new TreeSet<>();
        for (Path page : all()) {
            Matcher inline = INLINE.matcher(String.join("\n", lines(page)).replaceAll("\n *", " "));
            while (inline.find()) {
                mentions.add(inline.group(1));
            }
        }
        for (CommandBlock block : commands()) {
            block.commands().stream()
                    .filter(command -> command.startsWith("./bellwether "))
                    .map(command -> command.replaceFirst(" +#.*", ""))
                    .forEach(mentions::add);
        }
        return mentions;
    }
}
