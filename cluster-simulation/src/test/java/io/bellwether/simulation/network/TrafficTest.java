package io.bellwether.simulation.network;

import static io.bellwether.simulation.network.Traffic.Way.RECEIVED;
import static io.bellwether.simulation.network.Traffic.Way.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TrafficTest {

    private static final long SECOND = 1_000_000_000L;

    private final Traffic traffic = new Traffic(3);

    @Test
    void messagesAndBytesAreCountedByMachineWayAndKind() {
        count(Traffic.Way.SENT, 1, "text", 10, 0);
        count(SENT, 1, "text", 20, 0);
        count(SENT, 1, 5, 40, 0);
        count(RECEIVED, 2, "text", 10, 0);
        assertThat(traffic.kinds()).containsExactly("String", "Integer");
        assertThat(traffic.messages(SENT, 1, "String")).isEqualTo(2);
        assertThat(traffic.bytes(SENT, 1, "String")).isEqualTo(30);
        assertThat(traffic.bytes(SENT, 1, "Integer")).isEqualTo(40);
        assertThat(traffic.bytes(SENT, 1)).isEqualTo(70);
        assertThat(traffic.bytes(RECEIVED, 2)).isEqualTo(10);
        assertThat(traffic.bytes(SENT, 2)).isZero();
        assertThat(traffic.bytes(SENT, 1, "Unheard")).isZero();
    }

    @Test
    void aSpanHoldsWhatFellIntoIt() {
        for (int second = 0; second < 10; second++) {
            count(SENT, 0, "text", 1 << second, second * SECOND + 5);
        }
        assertThat(traffic.bytes(SENT, 0, 2 * SECOND, 4 * SECOND)).isEqualTo(4 + 8);
        assertThat(traffic.bytes(SENT, 0, "String", 9 * SECOND, 99 * SECOND)).isEqualTo(512);
        assertThat(traffic.messages(SENT, 0, "String", 0, 10 * SECOND)).isEqualTo(10);
    }

    @Test
    void aLongRunIsKeptInLongerSpansAndLosesNothing() {
        for (int second = 0; second < 1000; second++) {
            count(SENT, 0, "text", 1, second * SECOND);
        }
        assertThat(traffic.spanNanos()).isEqualTo(4 * SECOND);
        assertThat(traffic.bytes(SENT, 0, 0, 1000 * SECOND)).isEqualTo(1000);
        assertThat(traffic.bytes(SENT, 0, 100 * SECOND, 200 * SECOND)).isEqualTo(100);
    }

    @Test
    void aClassifierMayTellKindsApartByAnything() {
        var byLength = new Traffic(1, message -> message.toString().length());
        byLength.count(SENT, 0, byLength.kind("ab"), 1, 0);
        byLength.count(SENT, 0, byLength.kind("cd"), 1, 0);
        byLength.count(SENT, 0, byLength.kind("efg"), 1, 0);
        assertThat(byLength.messages(SENT, 0, "2")).isEqualTo(2);
        assertThat(byLength.messages(SENT, 0, "3")).isEqualTo(1);
    }

    @Test
    void kindsBeyondTheLimitCountAsTheLast() {
        var each = new Traffic(1, message -> message);
        for (int number = 0; number < 100; number++) {
            each.count(SENT, 0, each.kind(number), 1, 0);
        }
        assertThat(each.kinds()).hasSize(Kinds.KINDS_MAX);
        assertThat(each.bytes(SENT, 0)).isEqualTo(100);
    }

    private void count(Traffic.Way way, int machine, Object message, int bytes, long nanos) {
        traffic.count(way, machine, traffic.kind(message), bytes, nanos);
    }
}
