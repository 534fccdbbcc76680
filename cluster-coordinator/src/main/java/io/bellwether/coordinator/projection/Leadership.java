package io.bellwether.coordinator.projection;

import io.bellwether.coordinator.raft.LogConsumer.Role;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether this coordinator is the one that writes. A leader counts only while a majority stands behind it: one that is cut
 * off stops by itself once its lease has run out, and what it wrote in between does no harm (docs/projections.md).
 */
final class Leadership {

    private final Supplier<Role> role;
    private final BooleanSupplier quorum;

    Leadership(Supplier<Role> role, BooleanSupplier quorum) {
        this.role = role;
        this.quorum = quorum;
    }

    /** The term in which this coordinator leads, empty if it does not. */
    OptionalLong term() {
        Role now = role.get();
        return now.leading() && quorum.getAsBoolean() ? OptionalLong.of(now.term()) : OptionalLong.empty();
    }

    /** Whether it still leads in this term. */
    boolean holds(long term) {
        OptionalLong now = term();
        return now.isPresent() && now.getAsLong() == term;
    }
}
