package io.bellwether.it.boards;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What can be told of an expression of PromQL by its words; whether it is one at all is Prometheus' to say. */
record Expr(String text) {

    /** A metric and the matchers that stand with it. */
    record Selected(String metric, String matchers) {

        boolean isChosen() {
            return matchers.contains("job=~\"$job\"") && matchers.contains("instance=~\"$instance\"");
        }
    }

    private static final Pattern WINDOW = Pattern.compile("\\[([^]]*)]");
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    /** A selector without a name, but with alternatives for it. */
    private static final Pattern NAMELESS = Pattern.compile("\\{__name__=~\"([^\"]*)\"[^}]*}");

    private static final Pattern LABELS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern WORD = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{([^}]*)}|\\()?");
    private static final Set<String> OPERATORS = Set.of(
            "and", "or", "unless", "bool", "offset", "group_left", "group_right", "by", "without", "on", "ignoring");

    /** Every metric that it reads, once for each place. */
    List<Selected> selected() {
        var selected = new ArrayList<Selected>();
        var named = NAMELESS.matcher(text).replaceAll(match -> match.group(1).replace('|', ' '));
        var plain = LABELS.matcher(WINDOW.matcher(named).replaceAll("")).replaceAll(" ");
        // Labels to make and texts to put there are strings too; those within braces are matchers and stay.
        var bare = withoutStringsOutsideBraces(plain);
        for (MatchResult word : WORD.matcher(bare).results().toList()) {
            boolean function = "(".equals(word.group(2));
            if (!function && !OPERATORS.contains(word.group(1))) {
                selected.add(new Selected(word.group(1), word.group(3) == null ? "" : word.group(3)));
            }
        }
        return selected;
    }

    /** The windows of rates and the like. */
    Set<String> windows() {
        var windows = new TreeSet<String>();
        WINDOW.matcher(STRING.matcher(text).replaceAll("")).results().forEach(match -> windows.add(match.group(1)));
        return windows;
    }

    private static String withoutStringsOutsideBraces(String text) {
        var kept = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
            if (depth > 0 || (!quoted && c != '"')) {
                kept.append(c);
            }
        }
        return kept.toString();
    }
}
