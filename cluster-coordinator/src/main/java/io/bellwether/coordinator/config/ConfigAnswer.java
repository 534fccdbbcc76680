package io.bellwether.coordinator.config;

/**
 * What became of one change of the configuration. Kept with the change's id, so that whoever asks twice is told the same
 * twice.
 *
 * @param version The version that it came to; where its condition did not hold the version that is there, 0 for none.
 * @param created Whether what it gave a value had none before.
 * @param detail Why it was refused, for people; empty if it was carried out.
 */
public record ConfigAnswer(Result result, long version, boolean created, String detail) {

    /** What sort of answer it is. */
    public enum Result {
        DONE,
        /** What it was decided upon has changed since. */
        CONDITION_FAILED,
        /** There is nothing to take out. */
        UNKNOWN,
        /** A limit of the whole store is reached. */
        FULL,
        /** The change itself breaks a rule. */
        INVALID,
        /** Its id belongs to another change. */
        ID_REUSED
    }

    static ConfigAnswer done(long version, boolean created) {
        return new ConfigAnswer(Result.DONE, version, created, "");
    }

    static ConfigAnswer refused(Result result, long version, String detail) {
        return new ConfigAnswer(result, version, false, detail);
    }
}
