package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CandidacyTest {

    private static final long PERIOD = 50;
    private static final long LIMIT = 8 * TimingProfile.FAST.electionMax().toMillis();

    private final Candidacy candidacy = new Candidacy(TimingProfile.FAST, PERIOD);
    private long nowMillis = 1_000_000;
    private long asked;

    private @Nullable String lookFor(boolean candidate, long millis) {
        String said = null;
        for (long passed = 0; passed < millis; passed += PERIOD) {
            nowMillis += PERIOD;
            said = candidacy.look(candidate, asked, nowMillis * 1_000_000);
        }
        return said;
    }

    @Test
    void aCandidateThatAsksNobodyHasADeadElection() {
        assertThat(lookFor(true, LIMIT - 2 * PERIOD)).isNull();
        assertThat(lookFor(true, 3 * PERIOD)).contains("has asked nobody for", "its election has died");
    }

    @Test
    void whoAsksOrIsNoCandidateMayGoOn() {
        for (int round = 0; round < 20; round++) {
            asked++;
            assertThat(lookFor(true, LIMIT / 2)).isNull();
        }
        assertThat(lookFor(false, 3 * LIMIT)).isNull();
        assertThat(lookFor(true, LIMIT - 2 * PERIOD)).isNull();
    }

    @Test
    void whoStoodStillItselfIsNotBlamedForIt() {
        assertThat(lookFor(true, LIMIT / 2)).isNull();
        nowMillis += 100 * LIMIT;
        assertThat(lookFor(true, LIMIT / 4)).isNull();
    }
}
