package io.bellwether.protocol.state;

/**
 * Whether removal has stopped, and why.
 *
 * @param sinceNanos The cluster time at which it began, 0 while off.
 * @param clearSinceNanos Since when the condition is over, {@link Life#NEVER} while it holds or protection is off.
 * @param group What it is about: "zone x", or "the small zones together"; empty while off.
 * @param gone Members of the group that are gone, as of the last time the condition held.
 * @param counted Members of the group, those included.
 * @param nextRemovalNanos Once expired, no removal passes before this cluster time.
 */
public record Protection(
        Phase phase,
        long sinceNanos,
        long clearSinceNanos,
        String group,
        int gone,
        int counted,
        long nextRemovalNanos) {

    /** How far removal goes. */
    public enum Phase {
        /** Removal is free. */
        OFF,
        /** Nobody is removed. */
        ON,
        /** One removal at a time passes. */
        EXPIRED
    }

    static final Protection NONE = new Protection(Phase.OFF, 0, Life.NEVER, "", 0, 0, 0);

    public boolean isOn() {
        return phase != Phase.OFF;
    }

    /** Why, for people; empty while off. */
    public String reason() {
        return isOn() ? "more than half of %s: %d of %d gone".formatted(group, gone, counted) : "";
    }

    /** When it ends, for people; empty while off. */
    public String exitCondition(StateRules rules) {
        if (!isOn()) {
            return "";
        }
        String pace = phase == Phase.EXPIRED
                ? "one removal per %d s passes meanwhile"
                        .formatted(rules.removalGap().toSeconds())
                : "expires after %d s".formatted(rules.protectionExpiry().toSeconds());
        return "ends when at most %d of %d are gone for %d s; %s"
                .formatted(counted / 2, counted, rules.protectionClear().toSeconds(), pace);
    }
}
