package io.bellwether.protocol.state;

import java.util.List;

/** What became of one command. */
public sealed interface Outcome {

    /**
     * It was carried out, as far as its targets were still as it said.
     *
     * @param moved Members that changed their state.
     * @param recorded Targets about which something was noted, without a change of state.
     * @param skipped Targets that were no longer as the command said, or had nothing left to do.
     * @param refusals Targets that were refused.
     */
    record Done(int moved, int recorded, int skipped, List<TargetRefused> refusals) implements Outcome {

        public Done {
            refusals = List.copyOf(refusals);
        }
    }

    /** Let in, now or before. */
    record Admitted(long incarnation) implements Outcome {}

    /**
     * Not carried out.
     *
     * @param detail The reason for people.
     * @param retryMillis When to ask again, 0 if asking again alone does not help.
     */
    record Refused(RefusalCode code, String detail, long retryMillis) implements Outcome {}

    /** One target of many that was refused. */
    record TargetRefused(long incarnation, Refused why) {}
}
