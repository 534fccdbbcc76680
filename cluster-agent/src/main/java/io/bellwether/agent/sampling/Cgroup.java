package io.bellwether.agent.sampling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The cgroup of this process: what it may use and what it uses, in version 2 or version 1 of the kernel's files. The limit
 * may stand at any level above the process; the tightest one counts, with what is used under it.
 */
public interface Cgroup {

    /** A level with a limit, and what all processes under it use. */
    record CpuUse(double cpusMax, long usedNanos) {}

    /** Likewise for memory. */
    record MemoryUse(long bytesMax, long usedBytes) {

        /** The part of the limit that is used, in percent. */
        double percent() {
            return 100.0 * usedBytes / bytesMax;
        }
    }

    /** The levels with a limit on CPU, from the process upwards. */
    List<CpuUse> cpu() throws IOException;

    /** Likewise for memory. */
    List<MemoryUse> memory() throws IOException;

    /** The tightest limit on CPU in cores, if there is one. */
    default OptionalDouble cpusMax() throws IOException {
        return cpu().stream().mapToDouble(CpuUse::cpusMax).min();
    }

    /** Finds the cgroup of this process below the folders that Linux has for it. */
    static Cgroup find(Path fileSystem, Path procSelfCgroup) throws IOException {
        String path = "/";
        for (String line : Files.exists(procSelfCgroup) ? Files.readAllLines(procSelfCgroup) : List.<String>of()) {
            String[] parts = line.split(":", 3);
            boolean ofVersion1 =
                    parts.length == 3 && List.of(parts[1].split(",")).contains("cpu");
            if (ofVersion1) {
                return new CgroupV1(fileSystem, Files.readAllLines(procSelfCgroup));
            }
            if (parts.length == 3 && parts[0].equals("0")) {
                path = parts[2];
            }
        }
        return new CgroupV2(levels(fileSystem, path));
    }

    /** The folder of a cgroup and those above it, nearest first. In a container the path is that of the host. */
    static List<Path> levels(Path root, String path) {
        List<Path> levels = new ArrayList<>();
        @Nullable
        Path folder = root.resolve(path.substring(Math.min(1, path.length()))).normalize();
        while (folder != null && folder.startsWith(root)) {
            if (Files.isDirectory(folder)) {
                levels.add(folder);
            }
            folder = folder.getParent();
        }
        return List.copyOf(levels);
    }

    /** The text of a file, empty where there is none: not every level has every file. */
    static String text(Path file) throws IOException {
        return Files.isReadable(file)
                ? Files.readString(file, StandardCharsets.US_ASCII).strip()
                : "";
    }

    /** A number, absent where there is none or it says that there is no limit. */
    static OptionalLong number(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && text.length() <= 19 ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The number behind a name in a file of such lines. */
    static OptionalLong named(Path file, String name) throws IOException {
        for (String line : text(file).lines().toList()) {
            if (line.startsWith(name + " ")) {
                return number(line.substring(name.length() + 1).strip());
            }
        }
        return OptionalLong.empty();
    }
}
