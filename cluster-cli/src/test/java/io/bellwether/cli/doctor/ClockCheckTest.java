package io.bellwether.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.doctor.ClockCheck.Clock;
import io.bellwether.cli.sight.Glance;
import io.bellwether.cli.sight.MemberSight;
import io.bellwether.cli.sight.Metrics;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockCheckTest {

    private static final long NOON = 1_795_348_800_000L;

    private static MemberSight answered(String date, String metrics) {
        return new MemberSight(
                "a",
                URI.create("http://h:1"),
                true,
                new Glance.Seen(200, metrics, "", date, NOON, NOON + 200),
                Metrics.parse(metrics));
    }

    @Test
    void theHeaderOfAnAnswerTellsAClockToHalfASecond() {
        var clock =
                ClockCheck.clock(answered("Sun, 22 Nov 2026 12:00:40 GMT", "")).orElseThrow();
        assertThat(clock.aheadSeconds()).isCloseTo(40.4, org.assertj.core.data.Offset.offset(0.001));
        assertThat(clock.giveSeconds()).isCloseTo(0.6, org.assertj.core.data.Offset.offset(0.001));
    }

    @Test
    void aClockThatIsExportedIsToldMoreExactly() {
        var clock = ClockCheck.clock(answered(
                        "Sun, 22 Nov 2026 12:00:40 GMT", "cluster_wall_clock_seconds %d.1\n".formatted(NOON / 1000)))
                .orElseThrow();
        assertThat(clock.aheadSeconds()).isCloseTo(0, org.assertj.core.data.Offset.offset(0.001));
        assertThat(clock.giveSeconds()).isCloseTo(0.1, org.assertj.core.data.Offset.offset(0.001));
    }

    @Test
    void withoutEitherNothingIsKnown() {
        assertThat(ClockCheck.clock(answered("", ""))).isEmpty();
        assertThat(ClockCheck.judge(List.of())).isEmpty();
    }

    private static Clock clock(String node, double ahead) {
        return new Clock(node, ahead, 0.1);
    }

    @Test
    void clocksThatAgreeAsFarAsCanBeToldAreFine() {
        assertThat(ClockCheck.judge(List.of(clock("a", 0.1), clock("b", 1.2))))
                .singleElement()
                .extracting(Finding::level)
                .isEqualTo(Level.OK);
    }

    @Test
    void theOneThatIsOffIsNamedAndOnlyFarOffIsATrouble() {
        var off = ClockCheck.judge(List.of(clock("a", 0), clock("b", -5), clock("c", 0.1)));
        assertThat(off).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("b");
            assertThat(finding.level()).isEqualTo(Level.NOTE);
            assertThat(finding.found()).contains("5.0 s behind");
            assertThat(finding.means()).contains("decides nothing");
        });
        assertThat(ClockCheck.judge(List.of(clock("a", 0), clock("b", 3600), clock("c", 0.1))))
                .singleElement()
                .extracting(Finding::level)
                .isEqualTo(Level.WARN);
    }

    @Test
    void whenAllOthersAgreeItIsThisMachineThatIsOff() {
        assertThat(ClockCheck.judge(List.of(clock("a", 60), clock("b", 60), clock("c", 60.1))))
                .singleElement()
                .extracting(Finding::subject)
                .isEqualTo("this machine");
    }
}
