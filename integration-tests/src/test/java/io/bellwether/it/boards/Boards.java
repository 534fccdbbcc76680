package io.bellwether.it.boards;

import java.util.List;

/** All dashboards, in the order in which one walks through them. */
final class Boards {

    private Boards() {}

    static List<Board> all() {
        return List.of(
                OverviewBoard.board(),
                TopologyBoard.board(),
                HealthBoard.board(),
                DetectionBoard.board(),
                GossipBoard.board(),
                ConsensusBoard.board(),
                MemberBoard.board(),
                JvmBoard.board(),
                GatewayBoard.board(),
                LineBoard.board());
    }
}
