package io.bellwether.simulation.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault with its time.
 *
 * @param at since the start of the run
 * @param lasts until it is put right; null for never
 */
public record PlannedFault(
        Duration at, Fault fault, @Nullable Duration lasts) {

    /** Refuses times before the start. */
    public PlannedFault {
        if (at.isNegative() || (lasts != null && lasts.isNegative())) {
            throw new IllegalArgumentException("a fault cannot begin or last for less than 0 s: " + fault);
        }
    }

    /** When it is put right, or when it began if that is never. */
    public Duration ends() {
        return lasts == null ? at : at.plus(lasts);
    }

    /** One line of a plan: {@code 12.5s crash 3 for 4s}. */
    @Override
    public String toString() {
        var text = Words.seconds(at) + " " + fault;
        return lasts == null ? text : text + " for " + Words.seconds(lasts);
    }

    static PlannedFault parse(String line) {
        var words = new Words(line);
        var at = words.nextTime();
        var fault = Fault.read(words);
        Duration lasts = null;
        if (!words.atEnd()) {
            var word = words.next("'for'");
            if (!word.equals("for")) {
                throw words.wrong("after the fault comes 'for' and a time, or nothing, got '%s'".formatted(word));
            }
            lasts = words.nextTime();
        }
        if (!words.atEnd()) {
            throw words.wrong("nothing may follow, got '%s'".formatted(words.next("the end")));
        }
        return new PlannedFault(at, fault, lasts);
    }
}
