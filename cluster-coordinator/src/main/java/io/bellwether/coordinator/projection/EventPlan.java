package io.bellwether.coordinator.projection;

import io.bellwether.coordinator.journal.Journal;

/** Where a new leader goes on with the events. */
sealed interface EventPlan {

    /** After this event. */
    record GoOn(long after) implements EventPlan {}

    /** After this event; those before it from {@code missedFrom} on were forgotten before anybody wrote them. */
    record Gap(long after, long missedFrom) implements EventPlan {

        long missed() {
            return after - missedFrom + 1;
        }
    }

    /** Not at all: what is written there are the events of another cluster. */
    record Foreign(String evidence) implements EventPlan {}

    /**
     * Decides.
     *
     * @param tail What was written last, read before the journal.
     * @param journal The journal from the event that was written last on, once everything that was committed when the tail
     *     was read has been applied.
     */
    static EventPlan of(Tail tail, Journal.Page journal) {
        long before = journal.oldest() - 1;
        return switch (tail) {
            case Tail.Empty() -> before == 0 ? new GoOn(0) : new Gap(before, 1);
            // How far it was written nobody knows: whatever is written twice is stored once.
            case Tail.Expired() -> new GoOn(before);
            case Tail.At at -> after(at, journal);
        };
    }

    private static EventPlan after(Tail.At at, Journal.Page journal) {
        if (journal.newest() < at.sequence()) {
            return new Foreign(
                    "event %d was written last and the newest here is %d".formatted(at.sequence(), journal.newest()));
        }
        boolean another = journal.lines().stream()
                .anyMatch(line -> line.sequence() == at.sequence() && line.index() != at.index());
        if (another) {
            return new Foreign("event %d was written as of entry %d of the log, which it is not here"
                    .formatted(at.sequence(), at.index()));
        }
        return journal.isMissingAfter(at.sequence())
                ? new Gap(journal.oldest() - 1, at.sequence() + 1)
                : new GoOn(at.sequence());
    }
}
