package io.bellwether.protocol.node;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.quorum.Mode;

/** What a node wants done, or told; the driver does it. */
public sealed interface NodeEffect {

    /** One datagram. A node that is also a coordinator may name itself; then the coordinator beside it is meant. */
    record Send(long to, Message message) implements NodeEffect {}

    /** A request to any coordinator that can answer it; the driver turns to another when one fails. One at a time. */
    record Ask(Request request) implements NodeEffect {}

    /** The view changed. */
    record ViewChanged(View view) implements NodeEffect {}

    /** An edge changed. */
    record EdgeChanged(long subject, EdgeVerdict verdict) implements NodeEffect {}

    /** This process came in, or went. */
    record StageChanged(Stage stage, String detail) implements NodeEffect {}

    /** Writing became possible or impossible. */
    record ModeChanged(Mode mode) implements NodeEffect {}

    /** News about a member's soft state. */
    record Heard(Rumour rumour) implements NodeEffect {}

    /** A change of the view was new here. */
    record DeltaHeard(long version, int ageMillis, int hops) implements NodeEffect {}

    /** Two contents for one version or epoch: the bug that must never exist. */
    record ViewsDisagree(String detail) implements NodeEffect {}
}
