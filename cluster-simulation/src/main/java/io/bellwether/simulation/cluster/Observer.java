package io.bellwether.simulation.cluster;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.Entry;

/** Sees everything that happens in a simulated cluster; scenarios measure by it and invariants check by it. */
public interface Observer {

    /** The agreed log has a new entry: told once, when the first coordinator applies it. */
    default void committed(long index, Entry entry, Applied applied, View after) {}

    /** A node follows another view. */
    default void viewChanged(int machine, View before, View after) {}

    /** A node judges an edge otherwise. */
    default void edgeChanged(int machine, long subject, EdgeVerdict verdict) {}

    default void stageChanged(int machine, Stage stage, String detail) {}

    default void modeChanged(int machine, Mode mode) {}

    /** A coordinator leads, or does no more. */
    default void roleChanged(int machine, boolean leading, long term) {}

    /** A leader proposes something. */
    default void proposed(int machine, Entry entry) {}

    /** A node holds a view that contradicts another: the bug that must never exist. */
    default void viewsDisagree(int machine, String detail) {}

    /** A node heard a change of the view for the first time. */
    default void deltaHeard(int machine, long version, int ageMillis, int hops) {}

    /** A node heard news of a member by gossip. */
    default void rumourHeard(int machine, Rumour rumour) {}
}
