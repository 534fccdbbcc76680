package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * An explanation as a person reads it at three in the morning: first what is and why, then who says so, then the numbers,
 * on one screen.
 */
final class ExplainScreen {

    private static final int OBSERVERS_SHOWN_MAX = 12;
    private static final int EVENTS_SHOWN_MAX = 5;
    private static final double COSTS_NOTHING = 0.995;
    /** Less is the time between two tellings. */
    private static final int TOLD_TOO_MUCH = 10;

    private static final String HEALTHY = "HEALTHY";

    private final Terminal terminal;
    private final Instant now;
    private final ZoneId zone;

    ExplainScreen(Terminal terminal, Instant now, ZoneId zone) {
        this.terminal = terminal;
        this.now = now;
        this.zone = zone;
    }

    static boolean isHealthy(JsonNode why) {
        return why.path("status").asString("").equals(HEALTHY);
    }

    void print(JsonNode why) {
        var status = why.path("status").asString("");
        line("%s is %s since %s: %s"
                .formatted(
                        terminal.strong(why.path("nodeId").asString("")),
                        coloured(status),
                        why.path("since").isString() ? clock(why.path("since")) : "an unknown time",
                        why.path("cause").asString("")));
        if (why.path("evidence").isString()) {
            line("  " + why.path("evidence").asString());
        }
        why.path("timers").forEach(this::timer);
        why.path("orders")
                .forEach(order -> line("  An operator ordered %s: %s"
                        .formatted(
                                order.path("order").asString(),
                                order.path("reason").asString())));
        observers(why.path("observers"));
        health(why.path("health"));
        damping(why.path("damping"));
        events(why.path("events"));
        source(why.path("source"));
    }

    private void line(String text) {
        terminal.out().println(text.stripTrailing());
    }

    private String coloured(String status) {
        return switch (status) {
            case HEALTHY -> terminal.good(status);
            case "UNREACHABLE", "QUARANTINED", "REMOVED" -> terminal.bad(status);
            default -> terminal.uncertain(status);
        };
    }

    private void timer(JsonNode timer) {
        long millis = timer.path("inMillis").asLong();
        var in = millis > 0 ? "in " + Words.time(millis) : "due now";
        var note = timer.path("note").isString() ? ", but " + timer.path("note").asString() : "";
        var what = switch (timer.path("what").asString("")) {
            case "removal" -> "Removed " + in + " unless it is heard";
            case "stabilization" -> "HEALTHY " + in + " if it stays stable";
            case "quarantine" -> "Quarantine ends " + in;
            case "good-bye" -> "Gone " + in;
            case "drain" -> "Drain ends " + in;
            case "maintenance" -> "Maintenance ends " + in;
            default -> "A timer runs out " + in;
        };
        line("  " + what + note);
    }

    private void observers(JsonNode observers) {
        if (observers.path("each").isEmpty()) {
            return;
        }
        var verdict = observers.path("needed").isNumber()
                ? "%d count, %d accuse it, %d are needed"
                        .formatted(
                                observers.path("eligible").asInt(),
                                observers.path("accusing").asInt(),
                                observers.path("needed").asInt())
                : "none of their reports counts";
        var reached = observers.path("reachedByCoordinators").asBoolean() ? "; coordinators reach it themselves" : "";
        heading("Observers", verdict + reached);
        List<JsonNode> each = new ArrayList<>();
        observers.path("each").forEach(each::add);
        // Who accuses first, then who does not count, then who hears it.
        each.sort(Comparator.comparingInt(ExplainScreen::rank));
        int width = each.stream()
                .mapToInt(node -> node.path("nodeId").asString("").length())
                .max()
                .orElse(4);
        var format = "  %-" + width + "s  %-7s  %8s  %6s  %9s  %8s  %s";
        line(terminal.quiet(format.formatted("NODE", "EDGE", "FOR", "PHI", "LAST BEAT", "REPORT", "")
                .stripTrailing()));
        for (var observer : each.subList(0, Math.min(each.size(), OBSERVERS_SHOWN_MAX))) {
            line(observer(format, observer));
        }
        if (each.size() > OBSERVERS_SHOWN_MAX) {
            line("  and %d more, -o json shows them all".formatted(each.size() - OBSERVERS_SHOWN_MAX));
        }
    }

    private static boolean accuses(JsonNode observer) {
        return switch (observer.path("edge").asString("")) {
            case "SILENT", "LOSSY", "DEAF" -> true;
            default -> false;
        };
    }

    private static int rank(JsonNode observer) {
        if (!observer.path("counts").asBoolean()) {
            return 1;
        }
        return accuses(observer) ? 0 : 2;
    }

    private String observer(String format, JsonNode observer) {
        var text = format.formatted(
                        observer.path("nodeId").asString(""),
                        observer.path("edge").isString() ? observer.path("edge").asString() : "-",
                        Words.time(observer.path("forMillis")),
                        observer.path("phi").isNumber()
                                ? String.format(
                                        Locale.ROOT,
                                        "%.1f",
                                        observer.path("phi").asDouble())
                                : "-",
                        Words.time(observer.path("lastBeatMillis")),
                        Words.time(observer.path("reportMillis")),
                        observer.path("counts").asBoolean()
                                ? ""
                                : "does not count: " + observer.path("why").asString(""))
                .stripTrailing();
        return accuses(observer) ? terminal.bad(text) : text;
    }

    private void health(JsonNode health) {
        if (!health.isObject()) {
            return;
        }
        var down = health.path("pullsDown").isString()
                ? "pulled down by " + health.path("pullsDown").asString()
                : "nothing pulls it down";
        var score = health.path("score").isNumber() ? health.path("score").asString() : "unknown";
        var told = health.path("told").isNumber()
                        && health.path("told").asInt() - health.path("score").asInt() >= TOLD_TOO_MUCH
                ? "; it says %s of itself".formatted(health.path("told").asString())
                : "";
        heading("Score", "%s, %s%s".formatted(score, down, told));
        if (!health.path("pullsDown").isString()) {
            return;
        }
        List<JsonNode> terms = new ArrayList<>();
        health.path("terms").forEach(terms::add);
        terms.sort(Comparator.comparingDouble(term -> term.path("factor").asDouble(1)));
        line(terminal.quiet("  %-11s  %6s  %6s  %6s  %s".formatted("TERM", "POINTS", "WEIGHT", "COSTS", "INPUT")));
        long costly = terms.stream().filter(ExplainScreen::costs).count();
        for (var term : terms.subList(0, (int) costly)) {
            line(term(term));
        }
        if (costly < terms.size()) {
            line("  and %d that cost nothing".formatted(terms.size() - costly));
        }
    }

    private static boolean costs(JsonNode term) {
        return term.path("factor").asDouble(1) < COSTS_NOTHING;
    }

    private String term(JsonNode term) {
        double factor = term.path("factor").asDouble(1);
        var text = "  %-11s  %6d  %5d%%  %6s  %s"
                .formatted(
                        term.path("dimension").asString(""),
                        term.path("points").asInt(),
                        Math.round(100 * term.path("weight").asDouble()),
                        "-%d%%".formatted(Math.round(100 * (1 - factor))),
                        input(term))
                .stripTrailing();
        return term.path("pullsDown").asBoolean() ? terminal.uncertain(text) : text;
    }

    private static String input(JsonNode term) {
        boolean known = term.path("input").isNumber();
        var about = term.path("points").asInt() == 0 ? "as bad as " : "about ";
        double value =
                known ? term.path("input").asDouble() : term.path("inputAbout").asDouble();
        var number =
                value == Math.rint(value) ? "%d".formatted((long) value) : String.format(Locale.ROOT, "%.1f", value);
        var detail = term.path("detail").isString() ? ": " + term.path("detail").asString() : "";
        return "%s%s %s%s"
                .formatted(known ? "" : about, number, term.path("unit").asString(""), detail);
    }

    private void damping(JsonNode damping) {
        long points = damping.path("points").asLong();
        if (points == 0 && !damping.path("held").asBoolean()) {
            return;
        }
        var returns = damping.path("operatorNeeded").asBoolean()
                ? "; only an operator lets it in again: ./bellwether readmit"
                : damping.path("mayReturnInMillis").isNumber()
                        ? "; may return in " + Words.time(damping.path("mayReturnInMillis"))
                        : "";
        heading(
                "Penalty",
                "%d points, UNREACHABLE %s; quarantine from %d, reuse below %d%s"
                        .formatted(
                                points,
                                times(damping.path("timesUnreachable").asInt()),
                                damping.path("quarantineFrom").asLong(),
                                damping.path("reuseBelow").asLong(),
                                returns));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private void events(JsonNode events) {
        if (events.isEmpty()) {
            return;
        }
        heading("Last events", "");
        var lines = new EventLines(terminal, now, zone);
        int skipped = Math.max(0, events.size() - EVENTS_SHOWN_MAX);
        for (int i = skipped; i < events.size(); i++) {
            line("  " + lines.aboutOne(events.get(i)));
        }
    }

    private void source(JsonNode source) {
        var who = "Told by %s, %s."
                .formatted(
                        source.path("answeredBy").asString(""),
                        source.path("complete").asBoolean()
                                ? "which leads"
                                : "a follower: it knows the reports that it heard itself, and no timers of the leader");
        line("");
        line(terminal.quiet(who));
    }

    private void heading(String title, String text) {
        line("");
        line("%s  %s".formatted(terminal.strong(title), text));
    }

    private String clock(JsonNode time) {
        return Words.clock(time.asString(), now, zone);
    }
}
