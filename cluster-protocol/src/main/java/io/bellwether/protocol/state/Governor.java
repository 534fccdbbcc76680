package io.bellwether.protocol.state;

import io.bellwether.protocol.state.Protection.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Stops removal while more than half of a group is gone: then it is likelier that the cluster is cut than that they
 * all died. It sits behind the log, so that no leader can get around it.
 */
final class Governor {

    private final StateRules rules;
    private Protection protection = Protection.NONE;

    Governor(StateRules rules) {
        this.rules = rules;
    }

    Protection protection() {
        return protection;
    }

    void restore(Protection former) {
        protection = former;
    }

    /** Looks at the census again: protection begins, expires or ends. */
    void review(Census census, Ledger ledger) {
        long now = ledger.nowNanos();
        Census.Group group = census.tooManyGone();
        if (group != null) {
            protect(group, now, ledger);
        } else if (protection.isOn()) {
            clear(now, ledger);
        }
        if (protection.phase() == Phase.ON && now - protection.sinceNanos() >= nanosToExpiry()) {
            protection = in(Phase.EXPIRED, protection.clearSinceNanos());
            ledger.tell(Event.Kind.PROTECTION_EXPIRED, protection.reason() + "; " + protection.exitCondition(rules));
        }
    }

    private void protect(Census.Group group, long now, Ledger ledger) {
        boolean begins = !protection.isOn();
        protection = new Protection(
                begins ? Phase.ON : protection.phase(),
                begins ? now : protection.sinceNanos(),
                Life.NEVER,
                group.name(),
                group.gone(),
                group.counted(),
                begins ? now : protection.nextRemovalNanos());
        if (begins) {
            ledger.tell(Event.Kind.PROTECTION_BEGAN, protection.reason() + "; " + protection.exitCondition(rules));
        }
    }

    private void clear(long now, Ledger ledger) {
        // Not at once: a member that flaps around the limit would let the others be removed in between.
        long since = Math.min(now, protection.clearSinceNanos());
        if (now - since < rules.protectionClear().toNanos()) {
            protection = in(protection.phase(), since);
            return;
        }
        String text = "%s is well enough again".formatted(protection.group());
        protection = Protection.NONE;
        ledger.tell(Event.Kind.PROTECTION_ENDED, text);
    }

    /** Why nobody may be removed now, or null if one may. */
    Outcome.@Nullable Refused objection(long now) {
        long wait = switch (protection.phase()) {
            case OFF -> 0;
            case ON -> protection.sinceNanos() + nanosToExpiry() - now;
            case EXPIRED -> protection.nextRemovalNanos() - now;
        };
        if (wait <= 0) {
            return null;
        }
        return new Outcome.Refused(
                RefusalCode.PROTECTED,
                "Removal has stopped: %s; %s".formatted(protection.reason(), protection.exitCondition(rules)),
                Millis.up(wait));
    }

    /** One was removed. */
    void passed(long now) {
        if (protection.isOn()) {
            protection = new Protection(
                    protection.phase(),
                    protection.sinceNanos(),
                    protection.clearSinceNanos(),
                    protection.group(),
                    protection.gone(),
                    protection.counted(),
                    now + rules.removalGap().toNanos());
        }
    }

    /** When time alone changes something. */
    long dueNanos() {
        if (!protection.isOn()) {
            return Life.NEVER;
        }
        long clear = protection.clearSinceNanos() == Life.NEVER
                ? Life.NEVER
                : protection.clearSinceNanos() + rules.protectionClear().toNanos();
        boolean expires = protection.phase() == Phase.ON;
        return expires ? Math.min(clear, protection.sinceNanos() + nanosToExpiry()) : clear;
    }

    private long nanosToExpiry() {
        return rules.protectionExpiry().toNanos();
    }

    private Protection in(Phase phase, long clearSince) {
        return new Protection(
                phase,
                protection.sinceNanos(),
                clearSince,
                protection.group(),
                protection.gone(),
                protection.counted(),
                protection.nextRemovalNanos());
    }
}
