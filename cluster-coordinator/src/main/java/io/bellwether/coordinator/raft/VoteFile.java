package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.storage.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The library's file of term and vote, as it writes it. */
final class VoteFile {

    /** What no file holds. */
    static final long NO_TERM = -1;

    private static final String TERM = "term";
    private static final String VOTED_FOR = "votedFor";
    private static final String NOBODY = "";

    private final Path file;

    VoteFile(Path current) {
        this.file = current.resolve("raft-meta");
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Its term, {@link #NO_TERM} where it cannot be read. */
    long term() throws IOException {
        if (!exists()) {
            return NO_TERM;
        }
        var vote = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            vote.load(in);
        }
        boolean whole = vote.getProperty(VOTED_FOR) != null
                && vote.getProperty(TERM, "").matches("\\d{1,18}");
        return whole ? Long.parseLong(vote.getProperty(TERM)) : NO_TERM;
    }

    /** Begins in a term in which nobody has been voted for. */
    void write(long term) throws IOException {
        var vote = new Properties();
        vote.setProperty(TERM, Long.toString(term));
        vote.setProperty(VOTED_FOR, NOBODY);
        var bytes = new ByteArrayOutputStream();
        vote.store(bytes, null);
        DurableFile.replace(file, ByteBuffer.wrap(bytes.toByteArray()));
    }
}
