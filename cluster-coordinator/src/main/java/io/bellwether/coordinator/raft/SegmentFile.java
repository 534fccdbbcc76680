package io.bellwether.coordinator.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.CodedInputStream;

/**
 * One file of the library's log, read without trust. Its form: "RaftLog1", then for each entry its length as a varint,
 * the entry, and a CRC32C over both; then zeros. The library's own reader stops silently where a file ends early, and
 * deletes empty ones, before anybody has seen that they were there.
 *
 * @param end the last index by its name, -1 for the one that is written to
 */
record SegmentFile(Path path, long start, long end) {

    private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
    private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)(?:\\..*)?");
    private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);

    /** All segments in a folder, in order. */
    static List<SegmentFile> in(Path folder) throws IOException {
        List<SegmentFile> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                Matcher closed = CLOSED.matcher(name);
                Matcher open = OPEN.matcher(name);
                if (closed.matches()) {
                    segments.add(
                            new SegmentFile(file, Long.parseLong(closed.group(1)), Long.parseLong(closed.group(2))));
                } else if (open.matches()) {
                    segments.add(new SegmentFile(file, Long.parseLong(open.group(1)), -1));
                }
            }
        }
        segments.sort(Comparator.comparingLong(SegmentFile::start));
        return segments;
    }

    boolean isOpen() {
        return end < 0;
    }

    /**
     * What a file holds.
     *
     * @param lastIndex {@code start - 1} if there is no entry
     * @param tornAt where half an entry begins that a write left which did not come to its end, -1 if there is none
     * @param voterLists the entries that say who votes, in order
     */
    record Content(long lastIndex, int tornAt, List<LogEntryProto> voterLists) {

        boolean isTorn() {
            return tornAt >= 0;
        }
    }

    /**
     * Reads all entries.
     *
     * @throws IOException if they are not the entries that belong here, each whole, but for half a one at the very end
     */
    Content read() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        if (bytes.remaining() < HEADER.length && isOpen()) {
            return new Content(start - 1, -1, List.of());
        }
        if (bytes.remaining() < HEADER.length || !startsWithHeader(bytes)) {
            if (isOpen() && isZero(bytes, 0)) {
                return new Content(start - 1, -1, List.of());
            }
            throw new IOException(name() + " does not begin as a log does");
        }
        List<LogEntryProto> voterLists = new ArrayList<>();
        long last = start - 1;
        int at = HEADER.length;
        while (at < bytes.limit() && bytes.get(at) != 0) {
            int next = entryEnd(bytes, at);
            if (isTorn(bytes, at, next)) {
                return new Content(last, at, voterLists);
            }
            LogEntryProto entry = entryAt(bytes, at, next);
            if (entry.getIndex() != last + 1) {
                throw new IOException(
                        "%s holds entry %d where %d belongs".formatted(name(), entry.getIndex(), last + 1));
            }
            if (entry.hasConfigurationEntry()) {
                voterLists.add(entry);
            }
            last = entry.getIndex();
            at = next;
        }
        if (!isZero(bytes, at)) {
            throw new IOException("%s has bytes after its end, from %d on".formatted(name(), at));
        }
        return new Content(last, -1, voterLists);
    }

    /** Takes half an entry away, so that the library reads to the end of the whole ones. */
    void cut(int at) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.truncate(at);
            file.force(true);
        }
    }

    /**
     * A full disk and a loss of power leave half an entry, up to the end of the file or of what was written of it: space
     * is taken ahead and holds zeros. Whether anybody counts on that entry is for the watermark to say; what has further
     * entries behind it was whole once.
     */
    private boolean isTorn(ByteBuffer bytes, int at, int next) {
        return next > bytes.limit() || (isOpen() && !matches(bytes, at, next) && isZero(bytes, next));
    }

    private static boolean matches(ByteBuffer bytes, int at, int next) {
        var crc = new CRC32C();
        crc.update(bytes.slice(at, next - Integer.BYTES - at));
        return (int) crc.getValue() == bytes.getInt(next - Integer.BYTES);
    }

    String name() {
        return path.getFileName().toString();
    }

    private static boolean startsWithHeader(ByteBuffer bytes) {
        return bytes.slice(0, HEADER.length).equals(ByteBuffer.wrap(HEADER));
    }

    private static boolean isZero(ByteBuffer bytes, int from) {
        for (int i = from; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the entry at this place ends, its checksum included; beyond the file if it does not end in it. */
    private int entryEnd(ByteBuffer bytes, int at) throws IOException {
        int length = 0;
        for (int i = 0; i < 5; i++) {
            if (at + i >= bytes.limit()) {
                return Integer.MAX_VALUE;
            }
            byte part = bytes.get(at + i);
            length |= (part & 0x7f) << (7 * i);
            if (part >= 0) {
                if (length < 0 || length > RatisProperties.APPEND_MAX.getSizeInt()) {
                    break;
                }
                return at + i + 1 + length + Integer.BYTES;
            }
        }
        throw new IOException("%s has an entry of impossible length at byte %d".formatted(name(), at));
    }

    private LogEntryProto entryAt(ByteBuffer bytes, int at, int next) throws IOException {
        if (!matches(bytes, at, next)) {
            throw new IOException("%s has an entry with a wrong checksum at byte %d".formatted(name(), at));
        }
        CodedInputStream in = CodedInputStream.newInstance(bytes.slice(at, next - Integer.BYTES - at));
        in.readRawVarint32();
        return LogEntryProto.parseFrom(in);
    }
}
