package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.storage.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

/**
 * The library's file of the voters: the newest entry with a list of them that it has applied. Once a snapshot has taken the
 * place of the log that held that entry, it is the only one. The library goes on where it cannot write it, and on a full
 * disk it leaves it empty; then it would start with those who founded the cluster.
 */
final class VoterListFile {

    private final Path file;

    VoterListFile(Path current) {
        this.file = current.resolve("raft-meta.conf");
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** What it holds, null where that cannot be read. */
    @Nullable
    LogEntryProto read() throws IOException {
        if (!exists()) {
            return null;
        }
        try {
            LogEntryProto entry = LogEntryProto.parseFrom(Files.readAllBytes(file));
            return entry.hasConfigurationEntry() ? entry : null;
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /**
     * Sees to it that it holds this list or a newer one.
     *
     * @throws IOException if it does not, and cannot be written
     */
    void keep(LogEntryProto entry) throws IOException {
        LogEntryProto held = read();
        if (held == null || held.getIndex() < entry.getIndex()) {
            write(entry);
        }
    }

    void write(LogEntryProto entry) throws IOException {
        DurableFile.replace(file, entry.toByteString().asReadOnlyByteBuffer());
    }
}
