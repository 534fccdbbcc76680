package io.bellwether.coordinator.projection;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A topic that this coordinator writes to. For one thread; what fails is thrown as {@link ProjectionException}. */
interface Topic extends AutoCloseable {

    /**
     * One record.
     *
     * @param partition Where it goes, null to let the key decide.
     */
    record Entry(@Nullable Integer partition, @Nullable String key, String value) {}

    String name();

    /**
     * What was written last.
     *
     * @param position Reads which event a record is, null if it is none.
     */
    Tail tail(int partition, Function<String, Tail.@Nullable At> position);

    /** Returns once all are acknowledged; those of one partition are written together or not at all. */
    void write(List<Entry> entries);

    @Override
    void close();
}
