package io.bellwether.it.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.netns.Faults;
import io.bellwether.devservices.netns.Requirements;
import io.bellwether.devservices.netns.Way;
import io.bellwether.devservices.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets between three nodes, each in a network of its own. */
class BrokenNetworkIT {

    private static final List<String> NODES = List.of("a", "b", "c");
    private static final int MANY = 1000;

    @TempDir
    Path folder;

    private Optional<BrokenNetwork> opened = Optional.empty();

    @BeforeEach
    void open() {
        var missing = Requirements.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        opened = Optional.of(BrokenNetwork.open(folder));
        network().make(NODES);
    }

    @AfterEach
    void remove() {
        opened.ifPresent(BrokenNetwork::remove);
    }

    private BrokenNetwork network() {
        return opened.orElseThrow();
    }

    @Test
    void aCutHoldsInTheDirectionThatWasSaidUntilItIsHealed() throws IOException {
        try (var counters = new Counters(network(), NODES)) {
            assertThat(counters.arriving("a", "b", MANY)).isEqualTo(MANY);

            network().change(faults -> faults.partition(List.of("b"), List.of("a"), EnumSet.of(Way.IN)));
            assertThat(counters.arriving("a", "b", MANY)).as("to the deaf").isZero();
            assertThat(counters.arriving("b", "a", MANY)).as("from the deaf").isEqualTo(MANY);
            assertThat(counters.arriving("c", "b", MANY)).as("from a third").isEqualTo(MANY);

            network().change(faults -> faults.partition(List.of("b"), List.of("a", "c")));
            assertThat(counters.arriving("b", "a", MANY)).as("over the cut").isZero();
            assertThat(counters.arriving("a", "c", MANY)).as("on one side").isEqualTo(MANY);

            network().change(faults -> Faults.NONE);
            assertThat(counters.arriving("a", "b", MANY)).as("healed").isEqualTo(MANY);
        }
    }

    @Test
    void lossTakesItsShareInTheDirectionThatWasSaid() throws IOException {
        try (var counters = new Counters(network(), NODES)) {
            network().change(faults -> faults.loss("b", 80, EnumSet.of(Way.OUT)));
            // Five standard deviations around a fifth of the thousand.
            assertThat(counters.arriving("b", "a", MANY)).isBetween(137, 263);
            assertThat(counters.arriving("a", "b", MANY)).isEqualTo(MANY);

            network().change(faults -> Faults.NONE.loss("b", 80, EnumSet.of(Way.IN)));
            assertThat(counters.arriving("c", "b", MANY)).isBetween(137, 263);
            assertThat(counters.arriving("b", "c", MANY)).isEqualTo(MANY);
        }
    }

    @Test
    void makingItAgainRepairsWhatIsMissingAndDisturbsNobody() throws IOException {
        try (var counters = new Counters(network(), NODES)) {
            run(
                    "ip",
                    "netns",
                    "del",
                    namespaces().stream()
                            .filter(name -> name.endsWith("-c"))
                            .findFirst()
                            .orElseThrow());
            network().change(faults -> faults.partition(List.of("a"), List.of("b")));
            BrokenNetwork.of(folder).orElseThrow().make(List.of("a", "b", "c", "d"));

            assertThat(namespaces()).hasSize(NODES.size() + 2);
            assertThat(counters.answers("a")).isTrue();
            assertThat(counters.arriving("a", "b", MANY)).as("still cut").isZero();
            try (var fresh = new Counters(network(), List.of("d"))) {
                assertThat(fresh.arriving("d", "a", MANY)).isEqualTo(MANY);
            }
        }
    }

    @Test
    void twoSystemsDoNotMeet() throws IOException {
        var other = BrokenNetwork.open(folder.resolve("other"));
        try {
            other.make(NODES);
            assertThat(other.network().addresses().values())
                    .doesNotContainAnyElementsOf(network().network().addresses().values());
            try (var here = new Counters(network(), List.of("a"));
                    var there = new Counters(other, List.of("a"))) {
                assertThat(here.answers("a")).isTrue();
                other.remove();
                assertThat(here.answers("a")).isTrue();
            }
        } finally {
            other.remove();
        }
    }

    @Test
    void removingItLeavesNothing() {
        var id = network().id();
        network().remove();
        assertThat(run("ip", "netns", "list")).doesNotContain(id);
        assertThat(run("ip", "link", "show")).doesNotContain(id);
        assertThat(folder).isEmptyDirectory();
    }

    private List<String> namespaces() {
        return run("ip", "netns", "list")
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(name -> name.startsWith(network().id()))
                .toList();
    }

    private static String run(String... command) {
        var result = CommandResult.of(List.of(command), Duration.ofSeconds(10), null);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
