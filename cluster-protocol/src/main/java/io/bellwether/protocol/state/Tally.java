package io.bellwether.protocol.state;

import java.util.ArrayList;
import java.util.List;

/** Counts what became of the targets of one command. */
final class Tally {

    private int moved;
    private int recorded;
    private int skipped;
    private final List<Outcome.TargetRefused> refusals = new ArrayList<>();

    void count(Transition.Action action) {
        switch (action) {
            case MOVE -> moved++;
            case RECORD -> recorded++;
            case IGNORE, REFUSE -> skipped++;
        }
    }

    void skip() {
        skipped++;
    }

    void refuse(long incarnation, Outcome.Refused why) {
        refusals.add(new Outcome.TargetRefused(incarnation, why));
    }

    Outcome outcome() {
        return new Outcome.Done(moved, recorded, skipped, refusals);
    }
}
