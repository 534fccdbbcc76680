package io.bellwether.coordinator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.bellwether.coordinator.storage.Payload.Config;
import io.bellwether.coordinator.storage.Payload.Registry;
import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.RandomLog;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogRecordCodecTest {

    private final LogRecordCodec codec = new LogRecordCodec();

    @Test
    void whatIsReadIsWhatWasWritten() {
        Seeds.forAll(200, (random, size) -> {
            var state = new ClusterState(StateRules.of(TimingProfile.DEFAULT));
            var log = new RandomLog(random, size);
            for (int i = 0; i < 5 * size; i++) {
                Entry entry = log.next(state.view());
                state.apply(entry);
                assertThat(codec.decode(codec.encode(recorded(entry)))).isEqualTo(recorded(entry));
            }
        });
    }

    @Test
    void aBarrierAndOddTimesAndTextsSurvive() {
        LogRecord barrier = LogRecord.of(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, "id-1", new Payload.Barrier());
        LogRecord drain = LogRecord.of(
                1,
                2,
                3,
                "",
                new Payload.Membership(new Command.Drain(
                        new NodeId("a.b_c-D9"),
                        "\u0000 \"quoted\" \ud83d\ude00 \u2028",
                        Duration.ofNanos(1_000_000_001))));

        assertThat(codec.decode(codec.encode(barrier))).isEqualTo(barrier);
        assertThat(codec.decode(codec.encode(drain))).isEqualTo(drain);
    }

    @Test
    void everyCommandAndEveryKindHasANameOnDisk() {
        assertThat(named("Commands")).containsExactlyInAnyOrderElementsOf(permitted(Command.class));
        assertThat(named("Payloads")).containsExactlyInAnyOrderElementsOf(permitted(Payload.class));
    }

    @Test
    void theFormOnDiskIsThisOne() {
        var admit = new Command.Admit(new NodeId("n1"), "p1", 7, "n1:7800", "z", "rack", true, 0);

        assertThat(new String(
                        codec.encode(LogRecord.of(3, 4, 5, "", new Payload.Membership(admit))), StandardCharsets.UTF_8))
                .isEqualTo("{\"format\":1,\"term\":3,\"clusterNanos\":4,\"wallMillis\":5,\"id\":\"\","
                        + "\"payload\":{\"kind\":\"membership\",\"command\":{\"command\":\"admit\",\"id\":\"n1\","
                        + "\"instanceId\":\"p1\",\"replaces\":7,\"address\":\"n1:7800\",\"zone\":\"z\","
                        + "\"failureDomain\":\"rack\",\"coordinator\":true,\"moves\":0}}}");
    }

    @Test
    void configurationAndRegistryAreOnDiskInThisForm() {
        var put = new Config.Put("app", new Config.Item("greeting", "text/plain", "hi"), Config.Condition.version(7));
        var delete = new Config.Delete("app", "greeting", Config.Condition.PRESENT);
        var replace = new Config.Replace(
                "app", List.of(new Config.Item("a", "application/json", "{}")), Config.Condition.ABSENT);
        var clear = new Config.Clear("app", Config.Condition.NONE);
        var register = new Registry.Register(
                "broker",
                "b1",
                "b1.local",
                9092,
                Registry.Health.DEGRADED,
                new TreeMap<>(Map.of("z", "2", "a", "1")),
                30_000);

        assertThat(written(put))
                .isEqualTo("{\"kind\":\"config-put\",\"namespace\":\"app\",\"item\":{\"key\":\"greeting\","
                        + "\"mediaType\":\"text/plain\",\"value\":\"hi\"},"
                        + "\"condition\":{\"match\":\"VERSION\",\"version\":7}}");
        assertThat(written(delete))
                .isEqualTo("{\"kind\":\"config-delete\",\"namespace\":\"app\",\"key\":\"greeting\","
                        + "\"condition\":{\"match\":\"PRESENT\",\"version\":0}}");
        assertThat(written(replace))
                .isEqualTo("{\"kind\":\"config-replace\",\"namespace\":\"app\",\"items\":[{\"key\":\"a\","
                        + "\"mediaType\":\"application/json\",\"value\":\"{}\"}],"
                        + "\"condition\":{\"match\":\"ABSENT\",\"version\":0}}");
        assertThat(written(clear))
                .isEqualTo("{\"kind\":\"config-clear\",\"namespace\":\"app\","
                        + "\"condition\":{\"match\":\"ANYTHING\",\"version\":0}}");
        assertThat(written(register))
                .isEqualTo("{\"kind\":\"registry-register\",\"service\":\"broker\",\"instance\":\"b1\","
                        + "\"host\":\"b1.local\",\"port\":9092,\"health\":\"DEGRADED\","
                        + "\"metadata\":{\"a\":\"1\",\"z\":\"2\"},\"ttlMillis\":30000}");
    }

    @Test
    void theLargestValueFitsIntoAnEntryWhateverItsCharacters() {
        var worst = new Config.Item("k".repeat(200), "t".repeat(100), "\u0001".repeat(64 * 1024));
        var put = new Config.Put("n".repeat(64), worst, Config.Condition.NONE);

        assertThat(codec.encode(LogRecord.of(1, 2, 3, "i".repeat(LogRecord.ID_MAX), put)))
                .hasSizeLessThan(LogRecordCodec.BYTES_MAX);
    }

    /** The payload as it is written, after it was read again and found the same. */
    private String written(Payload payload) {
        LogRecord entry = LogRecord.of(1, 2, 3, "", payload);
        byte[] bytes = codec.encode(entry);
        assertThat(codec.decode(bytes)).isEqualTo(entry);
        String all = new String(bytes, StandardCharsets.UTF_8);
        return all.substring(all.indexOf("\"payload\":") + "\"payload\":".length(), all.length() - 1);
    }

    @Test
    void whatIsNotKnownIsRefusedAndNamed() {
        String known = new String(
                codec.encode(LogRecord.of(1, 2, 3, "", new Payload.Membership(new Command.Tick()))),
                StandardCharsets.UTF_8);

        for (String unknown : List.of(
                known.replace("membership", "registry-2"),
                known.replace("tick", "tock"),
                known.replace("\"format\":1", "\"format\":2"),
                known.replace("\"term\":1", "\"term\":1,\"more\":1"),
                known.replace("\"term\":1,", ""),
                known.replace("\"term\":1", "\"term\":null"),
                known + "{}",
                known.substring(0, known.length() - 1),
                "")) {
            assertThatThrownBy(() -> codec.decode(unknown.getBytes(StandardCharsets.UTF_8)))
                    .as(unknown)
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("of which no replica may skip one");
        }
    }

    @Test
    void anEntryThatTheLogCannotTakeIsRefusedBeforeItIsProposed() {
        var huge = new Command.Readmit(new NodeId("n"), "x".repeat(LogRecordCodec.BYTES_MAX));

        assertThatThrownBy(() -> codec.encode(LogRecord.of(1, 2, 3, "", new Payload.Membership(huge))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 491520 bytes");
    }

    private static LogRecord recorded(Entry entry) {
        return LogRecord.of(
                entry.term(), entry.clusterNanos(), entry.wallMillis(), "", new Payload.Membership(entry.command()));
    }

    private static Set<Class<?>> permitted(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(each -> each.isSealed() ? permitted(each).stream() : Stream.of(each))
                .collect(Collectors.toSet());
    }

    private static List<Class<?>> named(String mixIn) {
        Class<?> names = Arrays.stream(JsonNames.class.getDeclaredClasses())
                .filter(each -> each.getSimpleName().equals(mixIn))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(names.getAnnotation(JsonSubTypes.class).value())
                .<Class<?>>map(JsonSubTypes.Type::value)
                .toList();
    }
}
