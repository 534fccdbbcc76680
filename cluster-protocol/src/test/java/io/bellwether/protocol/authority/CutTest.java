package io.bellwether.protocol.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class CutTest {

    /** Who finds whom bad, and who finds whom good. */
    private final Map<Long, Set<Long>> bad = new TreeMap<>();

    private final Map<Long, Set<Long>> good = new TreeMap<>();
    private final Set<Long> reporting = new TreeSet<>();

    private void finds(long observer, long subject, boolean isBad) {
        (isBad ? bad : good).computeIfAbsent(subject, fresh -> new TreeSet<>()).add(observer);
    }

    private Tally tally(long subject, Set<Long> silenced) {
        int accusing = 0;
        for (long observer : bad.getOrDefault(subject, new TreeSet<>())) {
            accusing += silenced.contains(observer) ? 0 : 1;
        }
        int defending = good.getOrDefault(subject, new TreeSet<>()).size();
        return new Tally(subject, accusing + defending, defending, accusing);
    }

    private List<Long> accused(long leader, Long... subjects) {
        return new Cut(this::tally, reporting::contains, subject -> "n" + subject).accused(List.of(subjects), leader);
    }

    @Test
    void oneSickNodeDoesNotTakeItsObserversWithIt() {
        // 1 hears nobody, and nobody hears 1; of 2, 3 and 4 each finds only 1 bad.
        for (long n = 2; n <= 4; n++) {
            finds(n, 1, true);
            finds(1, n, true);
        }
        finds(2, 3, true);
        finds(3, 2, true);
        finds(4, 2, false);
        finds(4, 3, false);

        assertThat(accused(0, 1L, 2L, 3L)).containsExactly(1L);
    }

    @Test
    void theHighestShareGoesFirst() {
        accuse(1, 8, 2);
        accuse(2, 9, 1);

        assertThat(accused(0, 1L, 2L)).containsExactly(2L, 1L);
    }

    @Test
    void ofEqualSharesMoreBadEdgesGoFirst() {
        accuse(1, 4, 1);
        accuse(2, 8, 2);

        assertThat(accused(0, 1L, 2L)).containsExactly(2L, 1L);
    }

    @Test
    void thenWhoDoesNotReport() {
        accuse(1, 8, 2);
        accuse(2, 8, 2);
        reporting.add(1L);

        assertThat(accused(0, 1L, 2L)).containsExactly(2L, 1L);
    }

    @Test
    void thenNeverTheLeader() {
        accuse(1, 8, 2);
        accuse(2, 8, 2);

        assertThat(accused(1, 1L, 2L)).containsExactly(2L, 1L);
        assertThat(accused(2, 1L, 2L)).containsExactly(1L, 2L);
    }

    @Test
    void thenTheName() {
        accuse(2, 8, 2);
        accuse(10, 8, 2);

        assertThat(accused(0, 2L, 10L)).containsExactly(10L, 2L);
    }

    @Test
    void whoHasTooFewBadEdgesIsNotAccused() {
        accuse(1, 6, 4);

        assertThat(accused(0, 1L)).isEmpty();
        assertThat(accused(0)).isEmpty();
    }

    private void accuse(long subject, int accusing, int defending) {
        for (int i = 0; i < accusing; i++) {
            finds(subject * 100 + i, subject, true);
        }
        for (int i = 0; i < defending; i++) {
            finds(subject * 100 + 50 + i, subject, false);
        }
    }

    @Test
    void whoIsAccusedHadEnoughVotesOfThoseNotAccusedBeforeIt() {
        Seeds.forAll(300, (random, size) -> {
            bad.clear();
            good.clear();
            int members = 3 + size / 5;
            List<Long> subjects = new ArrayList<>();
            for (long subject = 1; subject <= members; subject++) {
                subjects.add(subject);
                for (long observer = 1; observer <= members; observer++) {
                    if (observer != subject && random.nextInt(10) > 0) {
                        finds(observer, subject, random.nextInt(4) > 0);
                    }
                }
            }
            List<Long> accused = accused(1, subjects.toArray(Long[]::new));
            Set<Long> before = new TreeSet<>();
            for (long subject : accused) {
                assertThat(tally(subject, before).isHigh()).isTrue();
                assertThat(before.add(subject)).isTrue();
            }
            for (long subject : subjects) {
                assertThat(before.contains(subject) || !tally(subject, before).isHigh())
                        .isTrue();
            }
            assertThat(Objects.requireNonNull(accused).size()).isLessThan(members);
        });
    }
}
