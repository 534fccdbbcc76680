package io.bellwether.coordinator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.coordinator.storage.Payload.Registry.Health;
import io.bellwether.coordinator.storage.Payload.Registry.Register;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.state.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private final Journal journal = new Journal();
    private final Registry registry = new Registry(journal);
    private long index;

    @Test
    void aRegistrationStandsForItsTimeAndNoLonger() {
        register(0, broker("b1", Health.UP, 10_000));

        tick(9_999);
        assertThat(names()).containsExactly("b1");
        tick(10_000);
        assertThat(names()).isEmpty();
    }

    @Test
    void whoRegistersAgainStandsOn() {
        register(0, broker("b1", Health.UP, 10_000));
        RegistryAnswer again = register(8_000, broker("b1", Health.UP, 10_000));

        assertThat(again)
                .isInstanceOfSatisfying(
                        RegistryAnswer.Registered.class,
                        answer -> assertThat(answer.created()).isFalse());
        tick(17_999);
        assertThat(names()).containsExactly("b1");
        tick(18_000);
        assertThat(names()).isEmpty();
    }

    @Test
    void whoComesTooLateIsNewAgain() {
        register(0, broker("b1", Health.UP, 10_000));
        RegistryAnswer again = register(10_000, broker("b1", Health.UP, 10_000));

        assertThat(again)
                .isInstanceOfSatisfying(
                        RegistryAnswer.Registered.class,
                        answer -> assertThat(answer.created()).isTrue());
        assertThat(told())
                .containsExactly(
                        "registry.registered broker/b1 UP",
                        "registry.expired broker/b1 UP",
                        "registry.registered broker/b1 UP");
    }

    @Test
    void aRenewalIsToldOnlyIfItSaysSomethingNew() {
        register(0, broker("b1", Health.UP, 10_000));
        register(1_000, broker("b1", Health.UP, 10_000));
        register(2_000, broker("b1", Health.DOWN, 10_000));

        assertThat(told()).containsExactly("registry.registered broker/b1 UP", "registry.changed broker/b1 DOWN");
    }

    @Test
    void timeDoesNotGoBackForALeaderThatCountsBehind() {
        register(0, broker("b1", Health.UP, 10_000));
        tick(9_000);
        register(5_000, broker("b2", Health.UP, 10_000));

        assertThat(registry.view().clusterNanos())
                .isEqualTo(Duration.ofSeconds(9).toNanos());
        tick(18_999);
        assertThat(names()).containsExactly("b2");
    }

    @Test
    void itTakesTicksAndNoOtherChangeOfMembers() {
        assertThat(registry.takes(new Payload.Membership(new Command.Tick()))).isTrue();
        assertThat(registry.takes(new Payload.Membership(new Command.Undrain(new NodeId("n")))))
                .isFalse();
        assertThat(registry.takes(new Payload.Barrier())).isFalse();
    }

    @Test
    void aFullRegistryRenewsAndTakesNothingNewUntilSomethingEnds() {
        IntStream.range(0, RegistryLimits.REGISTRATIONS_MAX)
                .forEach(i -> register(0, broker("b" + i, Health.UP, i == 0 ? 5_000 : 60_000)));

        assertThat(register(1_000, broker("more", Health.UP, 60_000)))
                .isEqualTo(new RegistryAnswer.Refused(true, "1000 registrations stand, which is the most"));
        assertThat(register(1_000, broker("b1", Health.UP, 60_000))).isInstanceOf(RegistryAnswer.Registered.class);
        assertThat(register(5_000, broker("more", Health.UP, 60_000))).isInstanceOf(RegistryAnswer.Registered.class);
    }

    @Test
    void whatBreaksARuleIsRefusedAndNamed() {
        for (var wrong : Map.of(
                        "id must be", new Register("broker", "a/b", "h", 1, Health.UP, metadata(0), 1_000),
                        "host must be", new Register("broker", "a", "h h", 1, Health.UP, metadata(0), 1_000),
                        "port must be 1 to 65535, got 0",
                                new Register("broker", "a", "h", 0, Health.UP, metadata(0), 1_000),
                        "ttl must be 1 second to 1 hour, got 999 ms",
                                new Register("broker", "a", "h", 1, Health.UP, metadata(0), 999),
                        "ttl must be", new Register("broker", "a", "h", 1, Health.UP, metadata(0), 3_600_001),
                        "metadata has at most 16 entries, got 17",
                                new Register("broker", "a", "h", 1, Health.UP, metadata(17), 1_000),
                        "a value of the metadata",
                                new Register(
                                        "broker", "a", "h", 1, Health.UP, new TreeMap<>(Map.of("k", "a\nb")), 1_000))
                .entrySet()) {
            assertThat(register(0, wrong.getValue()))
                    .isInstanceOfSatisfying(
                            RegistryAnswer.Refused.class,
                            refused -> assertThat(refused.detail()).startsWith(wrong.getKey()));
        }
        assertThat(names()).isEmpty();
        assertThat(register(0, new Register("broker", "a", "h", 1, Health.UP, metadata(16), 1_000)))
                .isInstanceOf(RegistryAnswer.Registered.class);
    }

    private static SortedMap<String, String> metadata(int entries) {
        var metadata = new TreeMap<String, String>();
        IntStream.range(0, entries).forEach(i -> metadata.put("k" + i, "v"));
        return metadata;
    }

    private static Register broker(String id, Health health, long ttlMillis) {
        return new Register("broker", id, "host", 9092, health, metadata(1), ttlMillis);
    }

    private RegistryAnswer register(long clusterMillis, Register register) {
        return apply(clusterMillis, register);
    }

    private void tick(long clusterMillis) {
        apply(clusterMillis, new Payload.Membership(new Command.Tick()));
    }

    private RegistryAnswer apply(long clusterMillis, Payload payload) {
        index++;
        return registry.apply(
                index, LogRecord.of(1, Duration.ofMillis(clusterMillis).toNanos(), index, "", payload));
    }

    private List<String> names() {
        return registry.view().instances("broker").stream()
                .map(Registration::instance)
                .toList();
    }

    private List<String> told() {
        return journal.after(0, 100).lines().stream()
                .map(line -> "%s %s %s".formatted(line.type(), line.subject(), line.to()))
                .toList();
    }
}
