package io.bellwether.coordinator.storage;

/**
 * One entry of the agreed log as it is on disk and on the wire between coordinators.
 *
 * @param format The version of this form; a reader refuses one it does not know.
 * @param term The term of the leader that proposed it.
 * @param clusterNanos Cluster time as the leader counted it.
 * @param wallMillis The leader's wall clock, for people.
 * @param id What makes it idempotent for whoever asked for it, empty where the payload sees to that itself.
 * @param payload What it is about.
 */
public record LogRecord(int format, long term, long clusterNanos, long wallMillis, String id, Payload payload) {

    /** The only version so far. */
    public static final int FORMAT = 1;

    /** The longest id, in characters. */
    public static final int ID_MAX = 128;

    public LogRecord {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "format of a log entry must be %d, got %d: a newer coordinator wrote it".formatted(FORMAT, format));
        }
        if (id.length() > ID_MAX) {
            throw new IllegalArgumentException(
                    "id of a log entry has at most %d characters, got %d".formatted(ID_MAX, id.length()));
        }
    }

    /** An entry of the present version. */
    public static LogRecord of(long term, long clusterNanos, long wallMillis, String id, Payload payload) {
        return new LogRecord(FORMAT, term, clusterNanos, wallMillis, id, payload);
    }
}
