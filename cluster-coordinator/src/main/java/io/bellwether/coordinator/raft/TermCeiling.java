package io.bellwether.coordinator.raft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A term above all in which this voter can have had a say, in a file of its own. The library keeps term and vote in a file
 * that it replaces by an empty one where the disk is full. Whoever has lost its vote goes on above its ceiling, where it
 * cannot vote twice.
 *
 * <p>The ceiling is raised long before it is reached: once in hundreds of terms, by overwriting a few bytes that are there
 * already, for which a full disk has room. It is asked about each term that comes in a call before the library sees it,
 * and twenty times a second about the term of this voter itself, who needs longer than that for one election.
 */
final class TermCeiling {

    /** How far ahead of the present term it is raised. */
    static final long AHEAD = 1_000;

    private final Path file;
    private final Halt halt;
    private volatile long safe = -1;

    TermCeiling(Path file, Halt halt) {
        this.file = file;
        this.halt = halt;
    }

    /**
     * The ceiling that the file holds.
     *
     * @throws IOException if it holds none that can be believed
     */
    static long read(Path file) throws IOException {
        return Watermark.read(file);
    }

    static boolean isReadable(Path file) {
        try {
            read(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sees to it that the ceiling is above this term, on disk. Returns up to which term that is so. */
    static long raiseAbove(long term, Path file) throws IOException {
        try (Watermark ceiling = Watermark.open(file)) {
            if (ceiling.index() < term + AHEAD / 2) {
                ceiling.raise(term + AHEAD);
            }
            return ceiling.index() - AHEAD / 2;
        }
    }

    /** This voter is about to have a say in this term, or comes close to it. */
    void reach(long term) {
        if (term > safe) {
            raise(term);
        }
    }

    private synchronized void raise(long term) {
        try {
            if (term > safe) {
                safe = raiseAbove(term, file);
            }
        } catch (IOException e) {
            halt.because("the ceiling of its terms can no longer be written: " + e.getMessage(), e);
            throw new UncheckedIOException(e);
        }
    }
}
