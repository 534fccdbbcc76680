package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.MemberStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the row of the table that applies. */
final class TransitionIndex {

    private static final Map<MemberStatus, Map<MemberEvent, List<Transition>>> KNOWN =
            new EnumMap<>(MemberStatus.class);
    private static final Map<MemberEvent, List<Transition>> UNKNOWN = new EnumMap<>(MemberEvent.class);

    static {
        for (var status : MemberStatus.values()) {
            KNOWN.put(status, new EnumMap<>(MemberEvent.class));
        }
        for (var row : Transitions.rows()) {
            rowsFrom(row.from())
                    .computeIfAbsent(row.event(), event -> new ArrayList<>())
                    .add(row);
        }
    }

    private TransitionIndex() {}

    /** The row that applies, or null if the table refuses the pair. */
    static @Nullable Transition find(@Nullable MemberStatus from, MemberEvent event, Situation situation) {
        for (var row : rowsFrom(from).getOrDefault(event, List.of())) {
            if (row.guard().holds(situation)) {
                return row;
            }
        }
        return null;
    }

    private static Map<MemberEvent, List<Transition>> rowsFrom(@Nullable MemberStatus from) {
        return from == null ? UNKNOWN : KNOWN.getOrDefault(from, UNKNOWN);
    }
}
