/** What coordinators keep: the bytes of a log entry and of a snapshot. Knows nothing of Raft and nothing of Spring. */
@NullMarked
package io.bellwether.coordinator.storage;

import org.jspecify.annotations.NullMarked;
