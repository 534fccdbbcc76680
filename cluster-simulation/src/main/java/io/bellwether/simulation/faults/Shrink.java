package io.bellwether.simulation.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes what fails smaller while it still fails. */
public final class Shrink {

    private Shrink() {}

    /** The faults of a plan of which none can be left out, or a plan on the way there when the tries are used up. */
    public static FaultPlan plan(FaultPlan failing, int triesMax, Predicate<FaultPlan> fails) {
        return new FaultPlan(list(failing.faults(), triesMax, faults -> fails.test(new FaultPlan(faults))));
    }

    /**
     * Leaves out halves, then quarters, down to single ones, and again single ones until each is needed.
     *
     * @param triesMax how often to ask at most
     */
    public static <T> List<T> list(List<T> failing, int triesMax, Predicate<List<T>> fails) {
        var kept = List.copyOf(failing);
        int tries = 0;
        int chunk = Math.max(1, kept.size() / 2);
        while (true) {
            int before = kept.size();
            for (int at = 0; at < kept.size(); ) {
                var smaller = without(kept, at, chunk);
                if (tries++ >= triesMax) {
                    return kept;
                }
                if (fails.test(smaller)) {
                    kept = smaller;
                } else {
                    at += chunk;
                }
            }
            if (chunk == 1 && kept.size() == before) {
                return kept;
            }
            chunk = Math.max(1, chunk / 2);
        }
    }

    private static <T> List<T> without(List<T> list, int at, int count) {
        var rest = new ArrayList<T>(list.subList(0, at));
        rest.addAll(list.subList(Math.min(list.size(), at + count), list.size()));
        return List.copyOf(rest);
    }
}
