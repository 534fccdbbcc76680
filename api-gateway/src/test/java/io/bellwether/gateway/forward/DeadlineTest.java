package io.bellwether.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.gateway.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

    private static final Duration ALLOWED = Duration.ofSeconds(10);
    private static final long NOW = -5_000_000_000L;

    @Test
    void itIsTheNearerOneOfWhatTheRouteAllowsAndWhatTheClientAsksFor() {
        assertThat(Deadline.of(ALLOWED, null, NOW).left(NOW)).isEqualTo(ALLOWED);
        assertThat(Deadline.of(ALLOWED, "800", NOW).left(NOW)).isEqualTo(Duration.ofMillis(800));
        assertThat(Deadline.of(ALLOWED, "600000", NOW).left(NOW)).isEqualTo(ALLOWED);
        assertThat(Deadline.of(ALLOWED, "1", NOW).left(NOW)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void whatIsLeftShrinksAndIsNeverLessThanNothing() {
        Deadline deadline = Deadline.of(ALLOWED, "800", NOW);

        assertThat(deadline.left(NOW + Duration.ofMillis(300).toNanos())).isEqualTo(Duration.ofMillis(500));
        assertThat(deadline.left(NOW + Duration.ofMillis(900).toNanos())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "+5", "600001", "9999999", "1e3", "soon", "5 ", "٥"})
    void whatIsNoTimeIsRefusedWithAReason(String asked) {
        assertThatThrownBy(() -> Deadline.of(ALLOWED, asked, NOW))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("deadline-invalid"));
    }

    @Test
    void ofWhatCameOnlyTheBeginningIsRepeated() {
        assertThatThrownBy(() -> Deadline.of(ALLOWED, "x".repeat(5_000), NOW))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().detail()).endsWith("not '" + "x".repeat(20) + "'"));
    }
}
