package io.bellwether.simulation.scenarios.small;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CasesTest {

    private static final List<SmallCase> ALL = Stream.of(Part.values())
            .flatMap(part -> Cases.of(part, 12).stream())
            .toList();

    private static long count(Part part, int nodes, int coordinators, int zones) {
        return ALL.stream()
                .filter(each -> each.part() == part
                        && each.nodes() == nodes
                        && each.coordinators() == coordinators
                        && each.zones() == zones)
                .count();
    }

    @Test
    void noTwoCasesHaveTheSameName() {
        TreeSet<String> names = new TreeSet<>();
        ALL.forEach(each -> names.add(each.name()));

        assertThat(names).hasSize(ALL.size());
    }

    @Test
    void everyCrashSubsetThatLeavesAMajorityOfCoordinatorsIsTried() {
        // One coordinator must live: the other eleven in every way. Of three, none or one is dead.
        assertThat(count(Part.CRASHES, 12, 1, 3)).isEqualTo(1 << 11);
        assertThat(count(Part.CRASHES, 12, 3, 1)).isEqualTo(4 * (1 << 9));
        assertThat(count(Part.CRASHES, 1, 1, 1)).isEqualTo(1);
        assertThat(count(Part.CRASHES, 2, 3, 1)).isZero();
    }

    @Test
    void everyLinkIsTriedInFourWays() {
        assertThat(count(Part.LINKS, 12, 3, 2)).isEqualTo(4 * 66);
        assertThat(count(Part.LINKS, 2, 1, 2)).isEqualTo(4);
    }

    @Test
    void everySplitAndEveryBridgeIsTried() {
        assertThat(count(Part.SPLITS, 8, 3, 3)).isEqualTo(127);
        assertThat(count(Part.THREE_WAY, 7, 1, 1)).isEqualTo(301);
        assertThat(count(Part.BRIDGES, 7, 3, 2)).isEqualTo(3 * 301);
        assertThat(count(Part.SPLITS, 9, 3, 3)).isZero();
        assertThat(count(Part.BRIDGES, 8, 3, 3)).isZero();
    }

    @Test
    void servicesAreCutFromEachOtherInEveryWayAndKilledAtOnce() {
        // Bell's number of 7 services without the way that cuts nothing, and the deaths.
        assertThat(count(Part.SERVICES, 8, 1, 1)).isEqualTo(876 + 1);
        assertThat(count(Part.SERVICES, 12, 3, 1)).isEqualTo(255 + 1 + 1);
    }

    @Test
    void aNameIsWhatAShellLeavesAlone() {
        Pattern harmless = Pattern.compile("[a-z0-9:,/=-]+");

        assertThat(ALL).allMatch(each -> harmless.matcher(each.name()).matches());
        assertThat(Cases.of(Part.BRIDGES, 3).getLast().name()).isEqualTo("bridges:n3:c3:z3:1/2/0");
    }
}
