package io.bellwether.coordinator.raft;

import io.bellwether.protocol.membership.NodeId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks all coordinators what their disks say. */
public interface OtherPasts {

    /** Asks once. Never waits and never fails: who does not answer in time is among the silent. */
    CompletableFuture<Answers> ask();

    /**
     * What came back.
     *
     * @param told By whoever answered.
     * @param silent Why nothing came back, by the address that was asked.
     */
    record Answers(Map<NodeId, Past> told, Map<String, String> silent) {
        public Answers {
            told = Map.copyOf(told);
            silent = Map.copyOf(silent);
        }
    }
}
