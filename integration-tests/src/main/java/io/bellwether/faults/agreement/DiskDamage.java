package io.bellwether.faults.agreement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What can happen to the data of a coordinator that is stopped. */
enum DiskDamage {
    NEWEST_SEGMENT_CUT {
        @Override
        void happen(Path data) throws IOException {
            cut(newest(data), endOfEntries(newest(data)) - 7);
        }
    },
    NEWEST_SEGMENT_EMPTIED {
        @Override
        void happen(Path data) throws IOException {
            cut(newest(data), 0);
        }
    },
    NEWEST_SEGMENT_DELETED {
        @Override
        void happen(Path data) throws IOException {
            Files.delete(newest(data));
        }
    },
    BYTE_FLIPPED_IN_THE_MIDDLE {
        @Override
        void happen(Path data) throws IOException {
            flip(newest(data), endOfEntries(newest(data)) / 2);
        }
    },
    BYTE_FLIPPED_IN_THE_LAST_ENTRY {
        @Override
        void happen(Path data) throws IOException {
            flip(newest(data), endOfEntries(newest(data)) - 6);
        }
    },
    OLDER_SEGMENT_DELETED {
        @Override
        void happen(Path data) throws IOException {
            List<Path> segments = segments(data);
            Files.delete(segments.get(segments.size() - 2));
        }
    },
    SNAPSHOT_FLIPPED {
        @Override
        void happen(Path data) throws IOException {
            Path newest =
                    matching(group(data).resolve("sm"), "snapshot\\.\\d+_\\d+").getLast();
            flip(newest, Files.size(newest) / 2);
        }
    },
    VOTE_EMPTIED {
        @Override
        void happen(Path data) throws IOException {
            cut(group(data).resolve("current/raft-meta"), 0);
        }
    },
    DIRECTORY_WIPED {
        @Override
        void happen(Path data) throws IOException {
            wipe(data);
        }
    };

    abstract void happen(Path data) throws IOException;

    void to(Path data) {
        try {
            happen(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a snapshot makes good for it: then nothing is lacking, and nothing is refused. */
    boolean isMadeGoodBySnapshots() {
        return this == OLDER_SEGMENT_DELETED;
    }

    private static Path group(Path data) throws IOException {
        try (Stream<Path> groups = Files.list(data.resolve("raft"))) {
            return groups.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    /** The files of the log by their first index. */
    static List<Path> segments(Path data) throws IOException {
        return matching(group(data).resolve("current"), "log_(inprogress_)?\\d+.*");
    }

    private static List<Path> matching(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .sorted(Comparator.comparingLong(DiskDamage::number))
                    .toList();
        }
    }

    /** The first index of a segment, the index of a snapshot. */
    private static long number(Path file) {
        String name = file.getFileName().toString();
        String part = name.startsWith("snapshot")
                ? name.substring(name.indexOf('_') + 1)
                : name.replace("log_inprogress_", "").replace("log_", "").replaceAll("[-.].*", "");
        return Long.parseLong(part);
    }

    private static Path newest(Path data) throws IOException {
        return segments(data).getLast();
    }

    private static long endOfEntries(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 1;
        Files.write(file, bytes);
    }

    static void wipe(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
