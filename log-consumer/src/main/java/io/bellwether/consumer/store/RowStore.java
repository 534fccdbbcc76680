package io.bellwether.consumer.store;

import java.util.List;

/**
 * Where rows are kept, each once.
 *
 * @param <R> What a row is.
 */
public interface RowStore<R> {

    /**
     * Writes all rows or none, and returns how many were new.
     *
     * @throws RowRefusedException if at least one row can never be stored as it is
     * @throws RuntimeException if the store is away, or fails for another reason that has nothing to do with the rows
     */
    int write(List<R> rows) throws RowRefusedException;
}
