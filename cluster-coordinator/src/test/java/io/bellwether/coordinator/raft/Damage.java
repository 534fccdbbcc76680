package io.bellwether.coordinator.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What can happen to the files of a coordinator that is stopped. */
enum Damage {
    NEWEST_SEGMENT_CUT("the log ends at entry") {
        @Override
        void happen(Path directory) throws IOException {
            Path newest = newest(directory);
            cut(newest, endOfEntries(newest) - 7);
        }
    },
    NEWEST_SEGMENT_EMPTIED("the log ends at entry") {
        @Override
        void happen(Path directory) throws IOException {
            cut(newest(directory), 0);
        }
    },
    NEWEST_SEGMENT_DELETED("the log ends at entry") {
        @Override
        void happen(Path directory) throws IOException {
            Files.delete(newest(directory));
        }
    },
    BYTE_FLIPPED_IN_THE_MIDDLE("wrong checksum") {
        @Override
        void happen(Path directory) throws IOException {
            Path newest = newest(directory);
            flip(newest, endOfEntries(newest) / 2);
        }
    },
    BYTE_FLIPPED_IN_THE_LAST_ENTRY("the log ends at entry") {
        @Override
        void happen(Path directory) throws IOException {
            Path newest = newest(directory);
            flip(newest, endOfEntries(newest) - 6);
        }
    },
    LENGTH_OF_THE_LAST_ENTRY_BEYOND_THE_END("the log ends at entry") {
        @Override
        void happen(Path directory) throws IOException {
            // What is left of the last entry says that it is longer than the file.
            Path newest = newest(directory);
            cut(newest, endOfEntries(newest) - 1);
        }
    },
    OLDER_SEGMENT_DELETED("are missing") {
        @Override
        void happen(Path directory) throws IOException {
            List<Path> segments = segments(directory);
            Files.delete(segments.get(segments.size() - 2));
        }
    },
    SNAPSHOT_FLIPPED("does not match its SHA-256 digest") {
        @Override
        void happen(Path directory) throws IOException {
            Path newest = newestSnapshot(directory);
            flip(newest, Files.size(newest) / 2);
        }
    },
    SNAPSHOT_DELETED("are missing") {
        @Override
        void happen(Path directory) throws IOException {
            for (Path snapshot : snapshots(directory)) {
                Files.delete(snapshot);
            }
            // As if purged: a whole log would make up for the snapshot.
            Files.delete(segments(directory).getFirst());
        }
    },
    VOTE_EMPTIED("its vote is not readable") {
        @Override
        void happen(Path directory) throws IOException {
            cut(current(directory).resolve("raft-meta"), 0);
            Files.delete(directory.resolve("terms"));
        }
    },
    VOTE_DELETED("its vote is missing") {
        @Override
        void happen(Path directory) throws IOException {
            Files.delete(current(directory).resolve("raft-meta"));
            Files.delete(directory.resolve("terms"));
        }
    },
    VOTE_AND_CEILING_EMPTIED("the watermark in terms is not readable") {
        @Override
        void happen(Path directory) throws IOException {
            cut(current(directory).resolve("raft-meta"), 0);
            cut(directory.resolve("terms"), 0);
        }
    },
    VOTER_LIST_EMPTIED("its list of voters is not readable") {
        @Override
        void happen(Path directory) throws IOException {
            cut(current(directory).resolve("raft-meta.conf"), 0);
            // As if purged: the snapshot has taken the place of the list that the log began with.
            Files.delete(segments(directory).getFirst());
        }
    },
    VOTER_LIST_DELETED("its list of voters is missing") {
        @Override
        void happen(Path directory) throws IOException {
            Files.delete(current(directory).resolve("raft-meta.conf"));
            Files.delete(segments(directory).getFirst());
        }
    },
    LOG_WIPED("there is no log, and there was one up to entry") {
        @Override
        void happen(Path directory) throws IOException {
            wipe(directory.resolve("raft"));
        }
    },
    WATERMARK_EMPTIED("the watermark in watermark is not readable") {
        @Override
        void happen(Path directory) throws IOException {
            cut(directory.resolve("watermark"), 0);
        }
    },
    WATERMARK_DELETED("the watermark is missing") {
        @Override
        void happen(Path directory) throws IOException {
            Files.delete(directory.resolve("watermark"));
        }
    };

    private final String says;

    Damage(String says) {
        this.says = says;
    }

    /** What the refusal says. */
    String says() {
        return says;
    }

    abstract void happen(Path directory) throws IOException;

    static Path current(Path directory) throws IOException {
        return group(directory).resolve("current");
    }

    static Path newestSnapshot(Path directory) throws IOException {
        return snapshots(directory).getLast();
    }

    static List<Path> snapshots(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(group(directory).resolve("sm"))) {
            return files.filter(file -> file.getFileName().toString().matches("snapshot\\.\\d+_\\d+"))
                    .sorted(Comparator.comparingLong(Damage::index))
                    .toList();
        }
    }

    private static long index(Path snapshot) {
        String name = snapshot.getFileName().toString();
        return Long.parseLong(name.substring(name.indexOf('_') + 1));
    }

    private static Path group(Path directory) throws IOException {
        try (Stream<Path> groups = Files.list(directory.resolve("raft"))) {
            return groups.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static List<Path> segments(Path directory) throws IOException {
        return SegmentFile.in(current(directory)).stream()
                .map(SegmentFile::path)
                .toList();
    }

    private static Path newest(Path directory) throws IOException {
        return segments(directory).getLast();
    }

    private static long endOfEntries(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 1;
        Files.write(file, bytes);
    }

    /** As a full disk leaves it: the last entry ends halfway, in the zeros of the space that was taken ahead. */
    static void tearLastEntry(Path directory) throws IOException {
        Path newest = newest(directory);
        long end = endOfEntries(newest);
        cut(newest, end - 7);
        try (FileChannel channel = FileChannel.open(newest, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(4096), end - 7);
        }
    }

    static void wipe(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
