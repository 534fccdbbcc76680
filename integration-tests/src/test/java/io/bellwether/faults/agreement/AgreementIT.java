package io.bellwether.faults.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.faults.harness.Profile;
import io.bellwether.it.BesideOthers;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the agreed log stands, on real processes. Nothing here is judged by how long it took. */
@BesideOthers
final class AgreementIT {

    private static final Consumer<String> NOTES = System.out::println;
    private static final long SEED = 5;

    @Test
    void nothingAcknowledgedIsLostWhenAllAreKilledAtOnceUnderLoad() {
        expectPass(KillAll.run(2, SEED, Profile.FAST, NOTES));
    }

    @Test
    void everyCommittedDatumIsThereAfterAFullRestartInAnyOrder() {
        expectPass(RestartAll.run(1, SEED, Profile.FAST, NOTES));
    }

    @Test
    void whoseDiskIsDamagedOrEmptyRefusesElectsNobodyAndIsReplacedWithoutLoss() {
        expectPass(DamageOne.run(List.of("newest-segment-deleted", "directory-wiped"), SEED, Profile.FAST, NOTES));
    }

    @Test
    void aLeaderThatWasStoppedAndContinuedAnswersNoReadWithWhatIsStale() {
        expectPass(StoppedLeader.run(500, SEED, Profile.FAST, NOTES));
    }

    private static void expectPass(Result result) {
        assertThat(result.rows().stream().filter(row -> Boolean.FALSE.equals(row.pass())))
                .extracting(Row::metric, Row::value)
                .as(result.name())
                .isEmpty();
    }
}
