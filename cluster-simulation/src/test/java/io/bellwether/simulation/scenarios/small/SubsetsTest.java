package io.bellwether.simulation.scenarios.small;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SubsetsTest {

    @Test
    void everySubsetIsThereOnce() {
        List<List<Integer>> subsets = Subsets.of(List.of(4, 5, 7));

        assertThat(subsets)
                .containsExactlyInAnyOrder(
                        List.of(),
                        List.of(4),
                        List.of(5),
                        List.of(7),
                        List.of(4, 5),
                        List.of(4, 7),
                        List.of(5, 7),
                        List.of(4, 5, 7));
    }

    @Test
    void thereAreAsManyPartitionsAsStirlingsNumbersSay() {
        assertThat(Subsets.partitions(Subsets.range(0, 8), 2)).hasSize(127);
        assertThat(Subsets.partitions(Subsets.range(0, 7), 3)).hasSize(301);
        assertThat(Subsets.partitions(Subsets.range(0, 7), 7)).hasSize(1);
        assertThat(Subsets.partitions(Subsets.range(0, 2), 3)).isEmpty();
    }

    @Test
    void everyPartitionHoldsEachMachineOnceAndIsThereOnce() {
        List<List<List<Integer>>> partitions = Subsets.partitions(Subsets.range(0, 6), 3);

        assertThat(partitions)
                .allSatisfy(groups -> assertThat(
                                groups.stream().flatMap(List::stream).toList())
                        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5));
        TreeSet<String> distinct = new TreeSet<>();
        partitions.forEach(groups -> distinct.add(
                groups.stream().map(Trouble::listed).sorted().toList().toString()));
        assertThat(distinct).hasSize(partitions.size());
    }
}
