package io.bellwether.it.documentation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a page.
 *
 * @param page The file, from the root of the repository.
 * @param line Where its first line of text is.
 * @param info What stands behind the opening fence, such as {@code sh containers}.
 * @param text Its lines, without the indentation of the fence.
 */
public record Fence(Path page, int line, String info, List<String> text) {

    private static final String MARK = "```";

    public Fence {
        text = List.copyOf(text);
    }

    /** All of a page, in order. */
    static List<Fence> of(Path page, List<String> lines) {
        List<Fence> fences = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            String opening = lines.get(i);
            if (!opening.strip().startsWith(MARK)) {
                i++;
                continue;
            }
            int indentation = opening.indexOf(MARK);
            List<String> text = new ArrayList<>();
            int first = i + 1;
            int end = first;
            while (end < lines.size() && !lines.get(end).strip().equals(MARK)) {
                text.add(lines.get(end).substring(Math.min(indentation, leadingSpaces(lines.get(end)))));
                end++;
            }
            if (end == lines.size()) {
                throw new AssertionError("%s:%d opens a block that nothing closes".formatted(page, i + 1));
            }
            fences.add(new Fence(
                    page, first + 1, opening.strip().substring(MARK.length()).strip(), text));
            i = end + 1;
        }
        return fences;
    }

    private static int leadingSpaces(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** Where it is, as an editor jumps to it. */
    String place() {
        return page + ":" + line;
    }
}
