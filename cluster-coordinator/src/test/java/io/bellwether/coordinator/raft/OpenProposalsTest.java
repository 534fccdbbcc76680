package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.coordinator.raft.LogConsumer.Fate;
import org.junit.jupiter.api.Test;

class OpenProposalsTest {

    private final OpenProposals proposals = new OpenProposals();

    @Test
    void aTicketEndsOnceByCommitOrFailure() {
        proposals.open(1);
        proposals.open(2);

        assertThat(proposals.committed(1)).isEqualTo(1);
        assertThat(proposals.committed(1)).isZero();
        assertThat(proposals.failed(1)).isNull();
        assertThat(proposals.failed(2)).isEqualTo(Fate.NOT_PROPOSED);
        assertThat(proposals.committed(2)).isZero();
        assertThat(proposals.size()).isZero();
    }

    @Test
    void onceItsEntryIsOnItsWayIntoTheLogNobodyKnows() {
        proposals.open(1);
        proposals.entering(1);

        assertThat(proposals.failed(1)).isEqualTo(Fate.UNKNOWN);
        proposals.entering(1);
        assertThat(proposals.size()).isZero();
    }

    @Test
    void oneTooManyIsNotOpenedAndOneTwiceIsAMistake() {
        for (long ticket = 1; ticket <= OpenProposals.OPEN_MAX; ticket++) {
            assertThat(proposals.open(ticket)).isTrue();
        }
        assertThat(proposals.open(-1)).isFalse();
        proposals.committed(7);
        assertThat(proposals.open(-1)).isTrue();
        proposals.committed(8);
        assertThatThrownBy(() -> proposals.open(-1)).hasMessageContaining("ticket -1 is open already");
    }
}
