package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static io.bellwether.protocol.authority.Scene.SECOND;
import static io.bellwether.protocol.authority.Scene.good;
import static io.bellwether.protocol.authority.Scene.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.message.Message.Relay;
import io.bellwether.protocol.message.Message.Relay.HeldReport;
import io.bellwether.protocol.message.Message.Report;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ReportBookTest {

    private final Scene scene = new Scene(4);
    private final ReportBook book = scene.book;

    private ReportBook.Page page(long sender) {
        return Objects.requireNonNull(book.page(sender));
    }

    @Test
    void aReportReplacesAllEarlierOnesOfItsSender() {
        scene.reports(1, silent(2), silent(3));
        scene.reports(1, good(2));

        assertThat(page(1).edge(3)).isNull();
        assertThat(page(1).edge(2)).isEqualTo(good(2));
        assertThat(page(1).accuses()).isFalse();
    }

    @Test
    void anOlderOrRepeatedReportIsNoNews() {
        Report first = scene.report(false, 100, good(2));
        Report second = scene.report(false, 100, silent(2));

        assertThat(book.put(1, second, 0, true, scene.now)).isTrue();
        assertThat(book.put(1, first, 0, true, scene.now)).isFalse();
        assertThat(book.put(1, second, 0, true, scene.now + SECOND)).isFalse();

        assertThat(page(1).report()).isEqualTo(second);
        assertThat(page(1).writtenNanos()).isEqualTo(scene.now);
    }

    @Test
    void itCountsForThreeBeats() {
        scene.reports(1, good(2));

        assertThat(book.counts(page(1), scene.now + 3 * SECOND)).isTrue();
        assertThat(book.counts(page(1), scene.now + 3 * SECOND + 1)).isFalse();
    }

    @Test
    void whereBeatsAreRareItCountsForTenSecondsAndOneBeat() {
        ReportBook rare = new ReportBook(TimingProfile.WAN);
        rare.put(1, scene.report(false, 100), 0, true, scene.now);
        ReportBook.Page page = Objects.requireNonNull(rare.page(1));

        assertThat(rare.counts(page, scene.now + 40 * SECOND)).isTrue();
        assertThat(rare.counts(page, scene.now + 40 * SECOND + 1)).isFalse();
    }

    @Test
    void aReportInDoubtDoesNotCountAndAccusesNobodyButIsASignOfLife() {
        book.put(1, scene.report(true, 100, silent(2)), 0, true, scene.now);

        assertThat(page(1).accuses()).isFalse();
        assertThat(book.counts(page(1), scene.now)).isFalse();
        assertThat(book.isFresh(page(1), SECOND, scene.now)).isTrue();
    }

    @Test
    void theAgeOfAReportThatWasPassedOnCounts() {
        Report report = scene.report(false, 100, good(2));
        book.take(new Relay(List.of(new HeldReport(1, 2_500, report))), scene.state.view(), scene.now);

        assertThat(page(1).writtenNanos()).isEqualTo(scene.now - 2_500 * MILLI);
        assertThat(book.counts(page(1), scene.now + 500 * MILLI)).isTrue();
        assertThat(book.counts(page(1), scene.now + 500 * MILLI + 1)).isFalse();
    }

    @Test
    void onlyWhatCameDirectlyAndIsFreshIsPassedOnWithItsAge() {
        scene.reports(1, good(2));
        book.put(2, scene.report(false, 100), 0, false, scene.now);
        book.put(3, scene.report(false, 100), 2_000 * MILLI, true, scene.now);

        List<HeldReport> held = book.toPassOn(scene.state.view(), scene.now + 1_000 * MILLI);
        assertThat(held).extracting(HeldReport::sender).containsExactly(1L, 3L);
        assertThat(held).extracting(HeldReport::ageMillis).containsExactly(1_000, 3_000);
        assertThat(book.toPassOn(scene.state.view(), scene.now + 1_001 * MILLI))
                .extracting(HeldReport::sender)
                .containsExactly(1L);
    }

    @Test
    void whatCameBothWaysIsPassedOnToo() {
        Report report = scene.report(false, 100);
        book.put(1, report, 0, false, scene.now);
        assertThat(book.toPassOn(scene.state.view(), scene.now)).isEmpty();

        book.put(1, report, 0, true, scene.now);
        assertThat(book.toPassOn(scene.state.view(), scene.now)).hasSize(1);
    }

    @Test
    void anOlderReportThatComesDirectlyDoesNotMakeTheNewerOneDirect() {
        Report older = scene.report(false, 100);
        book.put(1, scene.report(false, 100), 0, false, scene.now);
        book.put(1, older, 0, true, scene.now);

        assertThat(book.toPassOn(scene.state.view(), scene.now)).isEmpty();
    }

    @Test
    void strangersAreNotReadFromARelay() {
        Report report = scene.report(false, 100);
        book.take(new Relay(List.of(new HeldReport(99, 0, report))), scene.state.view(), scene.now);

        assertThat(book.page(99)).isNull();
    }

    @Test
    void whoIsNoMemberAnyMoreIsForgotten() {
        scene.reports(2, good(1));
        scene.reports(1, good(2));
        scene.lose(2);
        scene.pass(20 * SECOND);
        scene.apply(new Command.Remove(List.of(scene.target(2))));
        book.retain(scene.state.view());

        assertThat(book.page(2)).isNull();
        assertThat(book.page(1)).isNotNull();
    }

    @Test
    void everyEdgeOfAReportIsFoundAndNoOther() {
        scene.reports(1, good(2), silent(4), good(7), silent(9), good(30));

        assertThat(List.of(2L, 4L, 7L, 9L, 30L))
                .allSatisfy(subject -> assertThat(
                                Objects.requireNonNull(page(1).edge(subject)).subject())
                        .isEqualTo(subject));
        for (long other : new long[] {1, 3, 5, 8, 10, 31}) {
            assertThat(page(1).edge(other)).isNull();
        }
    }
}
