package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.state.Transition.Action;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of transitions as Markdown, with a diagram of the states. */
public final class TransitionTable {

    private TransitionTable() {}

    /** Diagram, table and vocabulary. */
    public static String markdown() {
        return diagram() + "\n" + table() + "\n" + vocabulary();
    }

    private static String diagram() {
        Set<String> arrows = new TreeSet<>();
        for (Transition row : Transitions.rows()) {
            MemberStatus to = row.to();
            if (to != null && row.event() != MemberEvent.FORGOTTEN) {
                arrows.add("    %s --> %s: %s\n".formatted(node(row.from()), to, row.event()));
            }
        }
        return "## States\n\nLeft out: FORGOTTEN leads from every state off the books.\n\n```mermaid\nstateDiagram-v2\n"
                + String.join("", arrows) + "```\n";
    }

    private static String table() {
        var text = new StringBuilder("""
                ## Transitions

                Rows of one state and event are asked from top to bottom. A pair that is not here is refused.

                | from | event | if | to | cause | also | why |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (Transition row : Transitions.rows()) {
            text.append("| %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            row.from() == null ? "–" : row.from(),
                            row.event(),
                            row.guard() == Guard.ALWAYS ? "" : row.guard(),
                            result(row),
                            cause(row),
                            row.touches().stream().map(Touch::text).collect(Collectors.joining(", ")),
                            row.reason()));
        }
        return text.toString();
    }

    private static String result(Transition row) {
        return switch (row.action()) {
            case MOVE -> "**%s**".formatted(row.to());
            case RECORD -> "stays, recorded";
            case IGNORE -> "stays";
            case REFUSE -> "refused: %s".formatted(row.refusal());
        };
    }

    private static String cause(Transition row) {
        Cause cause = row.cause();
        if (cause != null) {
            return cause.name();
        }
        return row.action() == Action.MOVE ? "as told" : "";
    }

    private static String vocabulary() {
        var text = new StringBuilder("## Events\n\n| event | what happened |\n| --- | --- |\n");
        for (MemberEvent event : MemberEvent.values()) {
            text.append("| %s | %s |\n".formatted(event, event.text()));
        }
        text.append("\n## Guards\n\n| if | what must hold |\n| --- | --- |\n");
        for (Guard guard : Guard.values()) {
            if (guard != Guard.ALWAYS) {
                text.append("| %s | %s |\n".formatted(guard, guard.text()));
            }
        }
        return text.toString();
    }

    private static String node(@Nullable MemberStatus status) {
        return status == null ? "[*]" : status.name();
    }
}
