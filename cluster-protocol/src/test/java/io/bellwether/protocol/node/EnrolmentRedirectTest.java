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
        assertThat(asks(2 * MILLI)).isFalse();
        assertThat(asks(400 * MILLI)).isTrue();
        enrolment.answered(new Answer.Unavailable(LEADER, 500), 401 * MILLI);
        assertThat(asks(401 * MILLI))
                .as("the wait was one, the next may be redirected again")
                .isTrue();
    }

    @Test
    void whereNobodyLeadsTheWaitGrows() {
        asks(0);
        enrolment.answered(new Answer.Unavailable(0, 500), MILLI);
        assertThat(asks(200 * MILLI)).isFalse();
        assertThat(asks(302 * MILLI)).isTrue();
        enrolment.answered(new Answer.Unavailable(0, 500), 303 * MILLI);
        assertThat(asks(800 * MILLI)).isFalse();
        assertThat(asks(904 * MILLI)).isTrue();
    }

    private boolean asks(long nowNanos) {
        return enrolment.due(View.empty(), false, nowNanos) != null;
    }
}
