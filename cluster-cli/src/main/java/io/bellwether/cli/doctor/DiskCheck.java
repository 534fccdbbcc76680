package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.DiskSpeed;
import java.time.Duration;

/** Whether the disk flushes fast enough for the agreed log. */
final class DiskCheck {

    /** From here on a write to the cluster takes longer than people expect of it. */
    static final Duration MEDIAN_SLOW = Duration.ofMillis(20);

    /** An election must outlast so many of the slowest flushes. */
    static final int FLUSHES_AN_ELECTION = 3;

    private static final String NAME = "disk-latency";

    private DiskCheck() {}

    /** Judges it against the shortest wait for a leader. */
    static Finding judge(DiskSpeed disk, Duration electionMin) {
        var subject = disk.folder().toString();
        if (disk.flushes().count() == 0) {
            return new Finding(
                    Topic.DISK,
                    NAME,
                    subject,
                    Level.BAD,
                    "nothing could be written to it: "
                            + (disk.failure().isEmpty() ? "it took too long" : disk.failure()),
                    "A coordinator that cannot write acknowledges nothing and ends.",
                    "Look whether the disk is full, mounted read-only or failing (dmesg), and who owns the folder.");
        }
        var flushes = disk.flushes();
        var found = "a flushed write takes %s, p99 %s (%d of %d KiB)"
                .formatted(
                        Told.time(flushes.p50()),
                        Told.time(flushes.p99()),
                        flushes.count(),
                        DiskSpeed.WRITE_BYTES >> 10);
        var thrice = flushes.p99().multipliedBy(FLUSHES_AN_ELECTION);
        if (thrice.compareTo(electionMin) > 0) {
            boolean hopeless = flushes.p99().compareTo(electionMin) >= 0;
            return new Finding(
                    Topic.DISK,
                    NAME,
                    subject,
                    hopeless ? Level.BAD : Level.WARN,
                    found,
                    "Coordinators wait %s for their leader. A leader whose disk stalls so long is taken for dead, again and again."
                            .formatted(Told.time(electionMin)),
                    "Give the coordinators a disk of their own that flushes faster, or set cluster.raft.election-min to at least %s and election-max to twice that."
                            .formatted(Told.time(thrice)));
        }
        if (flushes.p50().compareTo(MEDIAN_SLOW) > 0) {
            return new Finding(
                    Topic.DISK,
                    NAME,
                    subject,
                    Level.NOTE,
                    found,
                    "Every write to the cluster waits for two such flushes, one after the other; leaders are not in danger.",
                    "A disk with a battery or flash behind its cache, if writes are too slow.");
        }
        return Finding.ok(Topic.DISK, NAME, subject, found);
    }
}
