package io.bellwether.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EnrolmentRedirectTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final long LEADER = 5;

    private final Enrolment enrolment =
            new Enrolment(new Identity(new NodeId("a"), "a-1", "m1:7800", "", "", false), new SplittableRandom(1), 0);

    @Test
    void aFollowerThatNamesTheLeaderCostsNoWait() {
        assertThat(asks(0)).isTrue();
        enrolment.answered(new Answer.Unavailable(LEADER, 500), MILLI);
        assertThat(asks(MILLI)).isTrue();
    }

    @Test
    void aSecondOneInARowIsWaitedFor() {
        asks(0);
        enrolment.answered(new Answer.Unavailable(LEADER, 500), MILLI);
        asks(MILLI);
        enrolment.answered(new Answer.Unavailable(LEADER, 500), 2 * MILLI);
        assertThat(asks(501 * MILLI)).as("as long as it was told to wait").isFalse();
        assertThat(asks(502 * MILLI)).isTrue();
        enrolment.answered(new Answer.Unavailable(LEADER, 500), 503 * MILLI);
        assertThat(asks(503 * MILLI))
                .as("the wait was one, the next may be redirected again")
                .isTrue();
    }

    @Test
    void whereNobodyLeadsTheWaitGrowsToThreeSecondsAndAFifth() {
        long now = 0;
        for (long wait : new long[] {250, 500, 1_000, 2_000, 3_000, 3_000}) {
            assertThat(asks(now)).isTrue();
            enrolment.answered(new Answer.Unavailable(0, 100), now);
            assertThat(asks(now + wait * MILLI - 1)).isFalse();
            now += wait * MILLI * 6 / 5 + 1;
        }
    }

    @Test
    void whoIsToldToWaitForLongerThanItEverWouldAsksAllTheSame() {
        asks(0);
        enrolment.answered(new Answer.Unavailable(0, 3_600_000), 0);
        assertThat(asks(3_000 * MILLI)).isTrue();
    }

    private boolean asks(long nowNanos) {
        return enrolment.due(View.empty(), false, nowNanos) != null;
    }
}
