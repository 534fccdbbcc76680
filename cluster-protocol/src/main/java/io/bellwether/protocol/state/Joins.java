package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Member;
import org.jspecify.annotations.Nullable;

/** Who may be let in, before the table is asked in what state. */
final class Joins {

    /** The longest instance id. */
    static final int INSTANCE_MAX = 64;

    private final StateRules rules;
    private final Books books;
    private final Lifecycle lifecycle;

    Joins(StateRules rules, Books books, Lifecycle lifecycle) {
        this.rules = rules;
        this.books = books;
        this.lifecycle = lifecycle;
    }

    Outcome admit(Command.Admit wish) {
        String wrong = whatIsWrongWith(wish);
        if (wrong != null) {
            return new Outcome.Refused(RefusalCode.INVALID, wrong, 0);
        }
        Life known = books.life(wish.id());
        long present = known != null && known.isPresent() ? known.member().incarnation() : 0;
        if (known != null && present != 0 && known.instanceId().equals(wish.instanceId())) {
            // A connection that was cut can deliver what was sent before the last move when it is whole again.
            if (wish.moves() > known.moves()) {
                lifecycle.readdress(known, wish.address(), wish.moves());
            }
            return new Outcome.Admitted(present);
        }
        if (wish.replaces() != present) {
            return new Outcome.Refused(
                    RefusalCode.CHANGED,
                    "%s has incarnation %d now, not %d".formatted(wish.id(), present, wish.replaces()),
                    0);
        }
        if (present == 0 && books.members() >= rules.membersMax()) {
            return new Outcome.Refused(
                    RefusalCode.FULL,
                    "The cluster has %d members, its limit".formatted(books.members()),
                    rules.stabilization().toMillis());
        }
        return lifecycle.admit(wish, known);
    }

    private static @Nullable String whatIsWrongWith(Command.Admit wish) {
        if (wish.instanceId().isEmpty() || wish.instanceId().length() > INSTANCE_MAX) {
            return "An instance id must have 1 to %d characters, got %d"
                    .formatted(INSTANCE_MAX, wish.instanceId().length());
        }
        if (isTooLong(wish.address()) || isTooLong(wish.zone()) || isTooLong(wish.failureDomain())) {
            return "Address, zone and failure domain must have at most %d characters, got %d, %d, %d"
                    .formatted(
                            Member.TEXT_MAX,
                            wish.address().length(),
                            wish.zone().length(),
                            wish.failureDomain().length());
        }
        return null;
    }

    private static boolean isTooLong(String text) {
        return text.length() > Member.TEXT_MAX;
    }
}
