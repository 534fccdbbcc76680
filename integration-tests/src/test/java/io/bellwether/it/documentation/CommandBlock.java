package io.bellwether.it.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands of a page that people copy into their terminal. What is said behind {@code ```sh} tells a test where they run:
 *
 * <ul>
 *   <li>{@code sh}: on the system of {@code ./bellwether up};
 *   <li>{@code sh containers}: on that of {@code docker-compose up};
 *   <li>{@code sh as in NAME}: the test of that name runs the same;
 *   <li>{@code sh not run: REASON}: no test does, because of that.
 * </ul>
 *
 * A block {@code console} is a conversation: a line that begins with {@code $} is a command, others are what it printed.
 */
public record CommandBlock(Fence fence, Where where, String detail, List<String> commands) {

    private static final String AS_IN = "as in ";
    private static final String NOT_RUN = "not run:";
    private static final String PROMPT = "$ ";

    /** On which system. */
    public enum Where {
        SYSTEM,
        CONTAINERS,
        ELSEWHERE,
        NOWHERE
    }

    public CommandBlock {
        commands = List.copyOf(commands);
    }

    /** What a block holds; nothing where it is no commands but output, settings or code. */
    static Optional<CommandBlock> of(Fence fence) {
        String language = fence.info().split(" ", 2)[0];
        String said = fence.info().substring(language.length()).strip();
        List<String> lines = switch (language) {
            case "sh" -> fence.text();
            case "console" -> prompted(fence.text());
            default -> List.<String>of();
        };
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new CommandBlock(fence, where(said, fence), detail(said), joined(lines)));
    }

    private static Where where(String said, Fence fence) {
        if (said.isEmpty()) {
            return Where.SYSTEM;
        }
        if (said.equals("containers")) {
            return Where.CONTAINERS;
        }
        if (said.startsWith(AS_IN)) {
            return Where.ELSEWHERE;
        }
        if (said.startsWith(NOT_RUN)) {
            return Where.NOWHERE;
        }
        throw new AssertionError("%s: nothing is known about '%s'".formatted(fence.place(), said));
    }

    private static String detail(String said) {
        return said.replaceFirst("^(%s|%s)".formatted(AS_IN, NOT_RUN), "").strip();
    }

    private static List<String> prompted(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();
    }

    /** Whole commands: one that goes on in the next line is one with it, comments and empty lines are none. */
    private static List<String> joined(List<String> lines) {
        List<String> commands = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : lines) {
            if (open.isEmpty() && (line.isBlank() || line.strip().startsWith("#"))) {
                continue;
            }
            open.append(open.isEmpty() ? "" : "\n").append(line);
            if (!line.endsWith("\\") && !endsInQuotes(open)) {
                commands.add(open.toString());
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            throw new AssertionError("a command does not end: " + open);
        }
        return commands;
    }

    private static boolean endsInQuotes(CharSequence text) {
        char quote = 0;
        boolean comment = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (comment) {
                comment = c != '\n';
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else {
                comment = c == '#' && i > 0 && text.charAt(i - 1) == ' ';
            }
        }
        return quote != 0;
    }
}
