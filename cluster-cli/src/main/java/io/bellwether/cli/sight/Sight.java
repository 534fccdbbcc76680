package io.bellwether.cli.sight;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen. What was not looked at is null: of a cluster elsewhere nothing is known of the machines.
 *
 * @param machine This one.
 * @param udpFailure Why no datagram passes on it; empty when one does, null where nobody looked.
 * @param disk Its disk.
 * @param wakeUps Its scheduler.
 * @param local The system of the home.
 * @param cluster Null where nothing runs that could be asked.
 * @param took How long it took to look.
 */
public record Sight(
        @Nullable Machine machine,
        @Nullable String udpFailure,
        @Nullable DiskSpeed disk,
        @Nullable Latencies wakeUps,
        @Nullable LocalSystem local,
        @Nullable ClusterSight cluster,
        Duration took) {}
