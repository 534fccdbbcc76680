package io.bellwether.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.config.ConfigAnswer;
import io.bellwether.coordinator.config.ConfigNamespace;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.LogRecordCodec;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.coordinator.storage.Payload.Config;
import io.bellwether.coordinator.storage.Payload.Registry;
import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.state.Command;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicaOfPartsTest {

    private final LogRecordCodec codec = new LogRecordCodec();

    @Test
    void replicasAgreeOnEveryAnswerAndHashWhetherTheyWereRestoredOrNot() {
        Set<ConfigAnswer.Result> seen = EnumSet.noneOf(ConfigAnswer.Result.class);
        Seeds.forAll(60, (random, size) -> {
            var whole = new ReplicaOfParts();
            var restored = new ReplicaOfParts();
            for (int index = 0; index < 10 * size; index++) {
                LogRecord entry = entry(random, index);
                List<Object> answers = whole.apply(index, entry);
                // The other replica reads what the first was told, as it would from its own disk.
                assertThat(restored.apply(index, codec.decode(codec.encode(entry))))
                        .isEqualTo(answers);
                note(answers, seen);
                if (random.nextInt(80) == 0) {
                    restored = restored.copy();
                    assertThat(restored.hashes()).isEqualTo(whole.hashes());
                }
            }
            assertThat(restored.hashes()).isEqualTo(whole.hashes());
            assertThat(restored.config.view()).isEqualTo(whole.config.view());
            assertThat(restored.registry.view()).isEqualTo(whole.registry.view());
            assertThat(bytes(whole)).isEqualTo(whole.config.view().bytes());
        });
        assertThat(seen)
                .as("the sequences reach")
                .contains(
                        ConfigAnswer.Result.DONE,
                        ConfigAnswer.Result.CONDITION_FAILED,
                        ConfigAnswer.Result.UNKNOWN,
                        ConfigAnswer.Result.INVALID,
                        ConfigAnswer.Result.ID_REUSED);
    }

    @Test
    void aReplicaThatMissesOneChangeHasAnotherHash() {
        var one = new ReplicaOfParts();
        var other = new ReplicaOfParts();
        var put = new Config.Put("app", new Config.Item("a", "text/plain", "1"), Config.Condition.NONE);

        one.apply(1, LogRecord.of(1, 0, 0, "", put));

        assertThat(one.hashes().get(0)).isNotEqualTo(other.hashes().get(0));
        assertThat(one.hashes().get(2)).isNotEqualTo(other.hashes().get(2));
    }

    @Test
    void noImageIsAnEmptyPart() {
        var used = new ReplicaOfParts();
        var random = new SplittableRandom(1);
        IntStream.range(0, 100).forEach(index -> used.apply(index, entry(random, index)));

        used.config.restore(null);
        used.registry.restore(null);
        used.journal.restore(null);

        assertThat(used.hashes()).isEqualTo(new ReplicaOfParts().hashes());
    }

    private static long bytes(ReplicaOfParts replica) {
        return replica.config.view().namespaces().values().stream()
                .map(ConfigNamespace::items)
                .flatMap(items -> items.values().stream())
                .mapToLong(item -> 128
                        + item.key().length()
                        + item.mediaType().length()
                        + item.value().length())
                .sum();
    }

    private static void note(List<Object> answers, Set<ConfigAnswer.Result> seen) {
        for (Object answer : answers) {
            if (answer instanceof ConfigAnswer config) {
                seen.add(config.result());
            }
        }
    }

    private static LogRecord entry(RandomGenerator random, int index) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(500L * index - random.nextInt(1_500));
        String id = random.nextInt(3) == 0 ? "" : "id-" + random.nextInt(40);
        return LogRecord.of(1, Math.max(0, nanos), index, id, payload(random));
    }

    private static Payload payload(RandomGenerator random) {
        String namespace = "n" + random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Config.Put(namespace, item(random), condition(random));
            case 3 -> new Config.Delete(namespace, key(random), condition(random));
            case 4 ->
                new Config.Replace(
                        namespace,
                        IntStream.range(0, random.nextInt(3))
                                .mapToObj(i -> item(random))
                                .toList(),
                        condition(random));
            case 5 ->
                random.nextInt(4) == 0
                        ? new Config.Clear(namespace, condition(random))
                        : new Config.Put("-not a name-", item(random), condition(random));
            case 6 -> register(random);
            default -> new Payload.Membership(new Command.Tick());
        };
    }

    private static Registry.Register register(RandomGenerator random) {
        var metadata = new TreeMap<String, String>();
        metadata.put("rack", "r" + random.nextInt(2));
        return new Registry.Register(
                "broker",
                "b" + random.nextInt(5),
                "host",
                9092,
                random.nextBoolean() ? Registry.Health.UP : Registry.Health.DOWN,
                metadata,
                1_000L * random.nextInt(20));
    }

    private static Config.Item item(RandomGenerator random) {
        return new Config.Item(key(random), "text/plain", "v".repeat(random.nextInt(4)));
    }

    private static String key(RandomGenerator random) {
        return "k" + random.nextInt(5);
    }

    private static Config.Condition condition(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> Config.Condition.ABSENT;
            case 1 -> Config.Condition.PRESENT;
            case 2 -> Config.Condition.version(1 + random.nextInt(50));
            default -> Config.Condition.NONE;
        };
    }
}
