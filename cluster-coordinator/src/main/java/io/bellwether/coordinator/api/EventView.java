package io.bellwether.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bellwether.coordinator.journal.JournalLine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the journal as it is told over HTTP; what does not apply is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventView(
        long sequence,
        String type,
        @Nullable String subject,
        Instant time,
        long clusterMillis,
        long index,
        @Nullable Long epoch,
        @Nullable Long version,
        @Nullable Long incarnation,
        @Nullable String from,
        @Nullable String to,
        @Nullable String cause,
        @Nullable String evidence) {

    /** As it is told. */
    public static EventView of(JournalLine line) {
        return new EventView(
                line.sequence(),
                line.type(),
                given(line.subject()),
                Instant.ofEpochMilli(line.wallMillis()),
                line.clusterMillis(),
                line.index(),
                given(line.epoch()),
                given(line.version()),
                given(line.incarnation()),
                line.from(),
                line.to(),
                line.cause(),
                given(line.evidence()));
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Long given(long number) {
        return number == 0 ? null : number;
    }
}
