package io.bellwether.protocol.authority;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Who is accused, of all that have enough bad edges. A broken link looks the same from both ends, so the worst is accused
 * first and loses its own accusations before the next is looked at: one sick node does not take its healthy observers
 * with it. Nobody is un-accused in the same round.
 */
final class Cut {

    private final BiFunction<Long, Set<Long>, Tally> tally;
    private final LongPredicate reportsFreshly;
    private final LongFunction<String> nameOf;

    /**
     * @param tally Counts the votes about a subject while some observers are silenced.
     * @param reportsFreshly Whether the subject's own reports still arrive.
     * @param nameOf The name of a subject, for the last tie.
     */
    Cut(BiFunction<Long, Set<Long>, Tally> tally, LongPredicate reportsFreshly, LongFunction<String> nameOf) {
        this.tally = tally;
        this.reportsFreshly = reportsFreshly;
        this.nameOf = nameOf;
    }

    /** The accused, in the order in which they were accused. */
    List<Long> accused(List<Long> subjects, long leader) {
        Set<Long> silenced = new TreeSet<>();
        List<Long> accused = new ArrayList<>();
        List<Long> open = new ArrayList<>(subjects);
        while (true) {
            Tally worst = null;
            for (long subject : open) {
                Tally votes = tally.apply(subject, silenced);
                if (votes.isHigh() && (worst == null || worseFirst(leader).compare(votes, worst) < 0)) {
                    worst = votes;
                }
            }
            if (worst == null) {
                return accused;
            }
            accused.add(worst.subject());
            silenced.add(worst.subject());
            open.remove(worst.subject());
        }
    }

    private Comparator<Tally> worseFirst(long leader) {
        return ((Comparator<Tally>) Tally::byShare)
                .reversed()
                .thenComparing(Comparator.comparingInt(Tally::bad).reversed())
                .thenComparing(
                        (a, b) -> Boolean.compare(reportsFreshly.test(a.subject()), reportsFreshly.test(b.subject())))
                .thenComparing((a, b) -> Boolean.compare(a.subject() == leader, b.subject() == leader))
                .thenComparing((a, b) -> nameOf.apply(a.subject()).compareTo(nameOf.apply(b.subject())));
    }
}
