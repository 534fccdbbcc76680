package io.bellwether.coordinator.api;

import io.bellwether.coordinator.api.ExplanationView.Damping;
import io.bellwether.coordinator.api.ExplanationView.Health;
import io.bellwether.coordinator.api.ExplanationView.Observers;
import io.bellwether.coordinator.api.ExplanationView.Timer;
import io.bellwether.protocol.membership.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An explanation in a sentence or two: what is, why, who says so, and what comes next. */
final class ExplanationSummary {

    private static final int MINUTE_SECONDS = 60;
    private static final int HOUR_SECONDS = 3600;
    private static final int WELL = 80;

    private ExplanationSummary() {}

    static String of(
            Member member,
            long forMillis,
            @Nullable Health health,
            Observers observers,
            Damping damping,
            List<Timer> timers) {
        List<String> sentences = new ArrayList<>();
        sentences.add("%s for %s: %s"
                .formatted(member.status(), time(forMillis), member.cause().text()));
        if (member.status().isPresent()) {
            sentences.add(votes(observers));
            addScore(sentences, health);
        }
        for (Timer timer : timers) {
            sentences.add(sentence(timer));
        }
        addDamping(sentences, damping);
        return String.join(". ", sentences) + ".";
    }

    private static String votes(Observers observers) {
        if (observers.needed() == null) {
            return "No observer's report counts";
        }
        return observers.accusing() == 0
                ? "%d of %d observers hear it".formatted(observers.hearing(), observers.eligible())
                : "%d of %d observers accuse it, %d are needed"
                        .formatted(observers.accusing(), observers.eligible(), observers.needed());
    }

    private static void addScore(List<String> sentences, @Nullable Health health) {
        Integer score = health == null ? null : health.score();
        String pullsDown = health == null ? null : health.pullsDown();
        if (score != null && pullsDown != null && score < WELL) {
            sentences.add("Score %d, pulled down by %s".formatted(score, pullsDown));
        }
    }

    private static String sentence(Timer timer) {
        String note = timer.note() == null ? "" : ", but " + timer.note();
        String in = timer.inMillis() > 0 ? "in " + time(timer.inMillis()) : "due now";
        return switch (timer.what()) {
            case "removal" -> "Removed %s unless it is heard%s".formatted(in, note);
            case "stabilization" -> "HEALTHY %s if it stays stable%s".formatted(in, note);
            case "quarantine" -> "Its quarantine ends %s%s".formatted(in, note);
            case "good-bye" -> "Gone %s".formatted(in);
            default -> "%s of an operator ends %s".formatted(capital(timer.what()), in);
        };
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static void addDamping(List<String> sentences, Damping damping) {
        if (damping.operatorNeeded()) {
            sentences.add("Only an operator lets it in again: readmit it");
        } else if (damping.points() >= damping.reuseBelow()) {
            sentences.add("%d penalty points after %d UNREACHABLE; quarantine begins at %d"
                    .formatted(damping.points(), damping.timesUnreachable(), damping.quarantineFrom()));
        }
    }

    /** A duration as a person says it: 42 s, 12 min 3 s, 3 h 5 min. */
    static String time(long millis) {
        long seconds = Duration.ofMillis(millis).toSeconds();
        if (seconds < MINUTE_SECONDS) {
            return seconds + " s";
        }
        return seconds < HOUR_SECONDS
                ? "%d min %d s".formatted(seconds / MINUTE_SECONDS, seconds % MINUTE_SECONDS)
                : "%d h %d min".formatted(seconds / HOUR_SECONDS, seconds % HOUR_SECONDS / MINUTE_SECONDS);
    }
}
