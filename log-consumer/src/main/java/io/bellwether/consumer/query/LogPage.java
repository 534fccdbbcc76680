package io.bellwether.consumer.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of records.
 *
 * @param next Cursor of the next page, null when this is the last.
 */
public record LogPage(List<LogItem> items, @Nullable String next) {

    public LogPage {
        items = List.copyOf(items);
    }
}
