package io.bellwether.spring.actuate;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.membership.NodeId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** {@code /actuator/cluster}: the view of this process, from memory. Asks nobody, so it answers in every state. */
@Endpoint(id = "cluster")
public final class ClusterEndpoint {

    private final ClusterView view;

    public ClusterEndpoint(ClusterView view) {
        this.view = view;
    }

    @ReadOperation
    public ClusterDescriptor cluster() {
        return ClusterDescriptor.of(view.now(), System.nanoTime());
    }

    /** One member, or null, which is answered with 404. */
    @ReadOperation
    public ClusterDescriptor.@Nullable MemberDescriptor member(@Selector String member) {
        if (!NodeId.isValid(member)) {
            return null;
        }
        ClusterSnapshot now = view.now();
        return now.member(new NodeId(member))
                .map(info -> ClusterDescriptor.MemberDescriptor.of(info, now))
                .orElse(null);
    }
}
