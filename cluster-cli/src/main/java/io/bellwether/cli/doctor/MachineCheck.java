package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.Machine;
import java.util.ArrayList;
import java.util.List;

/** Whether this machine can carry a system. */
final class MachineCheck {

    static final int RELEASE_MIN = 21;
    static final int CORES_MIN = 2;
    /** What the launcher refuses to start below. */
    static final long DISK_MIN = 512L << 20;

    static final long DISK_LITTLE = 2L << 30;
    /** Nine processes took 1.3 to 1.6 GB. */
    static final long MEMORY_TO_START = 1_800L << 20;

    static final long MEMORY_TO_RUN = 256L << 20;
    static final long OPEN_FILES_MIN = 1_024;
    static final double LOAD_A_CORE_MAX = 4;

    private MachineCheck() {}

    /**
     * Judges it.
     *
     * @param runs Whether the system runs already, and has its memory.
     */
    static List<Finding> judge(Machine machine, boolean runs) {
        var findings = new ArrayList<Finding>();
        findings.add(java(machine));
        findings.add(cores(machine));
        findings.add(memory(machine, runs));
        findings.add(disk(machine));
        findings.add(openFiles(machine));
        return findings;
    }

    private static Finding java(Machine machine) {
        var found = "JDK " + machine.jdk();
        return machine.jdkRelease() >= RELEASE_MIN
                ? Finding.ok(Topic.MACHINE, "jdk", "java", found)
                : new Finding(
                        Topic.MACHINE,
                        "jdk",
                        "java",
                        Level.BAD,
                        found,
                        "Bellwether is built for release %d and does not run on an older one.".formatted(RELEASE_MIN),
                        "Install a JDK of release %d or newer, or set JAVA_HOME to it.".formatted(RELEASE_MIN));
    }

    private static Finding cores(Machine machine) {
        var found = machine.load() < 0
                ? "%d cores".formatted(machine.cores())
                : String.format(java.util.Locale.ROOT, "%d cores, load %.1f", machine.cores(), machine.load());
        if (machine.cores() < CORES_MIN) {
            return new Finding(
                    Topic.MACHINE,
                    "cores",
                    "processors",
                    Level.WARN,
                    found,
                    "Nine processes share it: beats come late, and members are suspected that are only waiting.",
                    "Give it %d cores, or start with cluster.profile=steady.".formatted(CORES_MIN));
        }
        if (machine.load() > LOAD_A_CORE_MAX * machine.cores()) {
            return new Finding(
                    Topic.MACHINE,
                    "cores",
                    "processors",
                    Level.NOTE,
                    found,
                    "More wants to run here than can. What was measured below was measured under that load.",
                    "Look who it is (top), and look again when it has passed.");
        }
        return Finding.ok(Topic.MACHINE, "cores", "processors", found);
    }

    private static Finding memory(Machine machine, boolean runs) {
        var found = "%s of %s memory left"
                .formatted(Told.bytes(machine.memoryFreeBytes()), Told.bytes(machine.memoryBytes()));
        if (!runs && machine.memoryFreeBytes() < MEMORY_TO_START) {
            return new Finding(
                    Topic.MACHINE,
                    "memory",
                    "memory",
                    Level.WARN,
                    found,
                    "The nine processes take 1.3 to 1.6 GB: the machine would swap, or end one of them.",
                    "End what is not needed, or start parts of it elsewhere.");
        }
        if (machine.memoryFreeBytes() < MEMORY_TO_RUN) {
            return new Finding(
                    Topic.MACHINE,
                    "memory",
                    "memory",
                    Level.WARN,
                    found,
                    "The next process that wants some makes the machine swap, which looks like silence, or ends one.",
                    "End what is not needed; './bellwether status' shows what each process takes.");
        }
        return Finding.ok(Topic.MACHINE, "memory", "memory", found);
    }

    private static Finding disk(Machine machine) {
        var subject = machine.folder().toString();
        if (machine.diskFreeBytes() == Machine.UNKNOWN) {
            return new Finding(
                    Topic.MACHINE,
                    "disk-space",
                    subject,
                    Level.NOTE,
                    "the disk does not say how much is left",
                    "A disk that fills up stops Kafka, Postgres and the coordinator's log.",
                    "");
        }
        var found = "%s left on the disk".formatted(Told.bytes(machine.diskFreeBytes()));
        boolean full = machine.diskFreeBytes() < DISK_MIN;
        return machine.diskFreeBytes() >= DISK_LITTLE
                ? Finding.ok(Topic.MACHINE, "disk-space", subject, found)
                : new Finding(
                        Topic.MACHINE,
                        "disk-space",
                        subject,
                        full ? Level.BAD : Level.WARN,
                        found,
                        full
                                ? "Nothing is started on it, and a coordinator whose disk is full gives up its log."
                                : "Kafka keeps what it is sent, and outputs grow while processes run: it will fill up.",
                        "Free some space, or choose another place with --home FOLDER.");
    }

    private static Finding openFiles(Machine machine) {
        if (machine.openFilesMax() == Machine.UNKNOWN) {
            return Finding.ok(
                    Topic.MACHINE, "open-files", "ulimit -n", "this system does not tell its limit of open files");
        }
        var found = machine.openFilesMax() == Long.MAX_VALUE
                ? "open files without a limit"
                : "%d open files".formatted(machine.openFilesMax());
        return machine.openFilesMax() >= OPEN_FILES_MIN
                ? Finding.ok(Topic.MACHINE, "open-files", "ulimit -n", found)
                : new Finding(
                        Topic.MACHINE,
                        "open-files",
                        "ulimit -n",
                        Level.WARN,
                        found,
                        "Kafka opens one for each segment, and every connection is one: new ones will be refused.",
                        "Raise it, as by 'ulimit -n 65536', and start the system again.");
    }
}
