package io.bellwether.devservices.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How the JVMs of a local system are started: small, and soon. */
public final class JvmFlags {

    private JvmFlags() {}

    /** The java of the JDK that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The JDK's release, as far as an archive of classes depends on it. */
    public static String release() {
        return Runtime.version().toString();
    }

    /**
     * A small heap, one collector thread, and only the compiler that warms up fast: two cores carry nine processes. Room for
     * classes from the beginning: each time it grows past a mark the JVM collects everything, which is half a second on a
     * machine on which nine of them start.
     */
    public static List<String> small(int heapMegabytes) {
        return Stream.concat(busy(heapMegabytes).stream(), Stream.of("-XX:TieredStopAtLevel=1"))
                .toList();
    }

    /**
     * The same with both compilers, for whom every request goes through: what one costs it in the long run counts more than
     * the seconds of processor time that the second compiler takes in the first minute.
     */
    public static List<String> busy(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:MetaspaceSize=128m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8");
    }

    /**
     * Uses the archive of loaded classes, and has one process write it when it ends in order.
     *
     * @param writer Whether this process writes it when it is missing or of another JDK; one for each archive.
     */
    public static List<String> sharedArchive(Path archive, boolean writer) {
        if (writer) {
            return List.of(
                    "-XX:+AutoCreateSharedArchive",
                    "-XX:SharedArchiveFile=" + archive,
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr");
        }
        return Files.exists(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Xlog:all=error:stderr")
                : List.of();
    }
}
