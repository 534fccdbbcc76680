package io.bellwether.coordinator.raft;

import io.bellwether.protocol.membership.NodeId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks all coordinators what their disks say. */
public interface OtherPasts {

    /** Asks once. Never waits and never fails: who does not answer in time is among the silent. */
    CompletableFuture<Answers> ask();

    /**
     * What one says.
     *
     * @param leads The voters that it leads with a majority behind it; nobody where it does not lead.
     */
    record Told(Past past, List<NodeId> leads) {
        public Told {
            leads = List.copyOf(leads);
        }

        boolean hasNothing() {
            return past == Past.NOTHING;
        }

        /** Whether it belongs to a cluster that has begun. */
        boolean belongs() {
            return past == Past.MEMBER || past == Past.JOINING;
        }

        boolean leadsWithout(NodeId node) {
            return !leads.isEmpty() && !leads.contains(node);
        }
    }

    /**
     * What came back.
     *
     * @param told By whoever answered.
     * @param silent Why nothing came back, by the address that was asked.
     */
    record Answers(Map<NodeId, Told> told, Map<String, String> silent) {
        public Answers {
            told = Map.copyOf(told);
            silent = Map.copyOf(silent);
        }
    }
}
