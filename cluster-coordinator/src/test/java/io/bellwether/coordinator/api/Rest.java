package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Lease;
import io.bellwether.coordinator.host.Replicated;
import io.bellwether.coordinator.raft.LogConsumer.Role;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

/** The controllers on a {@link AtOnce}, as they are put together in the application, but without its context. */
final class Rest {

    private static final StateRules RULES = StateRules.of(TimingProfile.FAST);

    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private Rest() {}

    static MockMvcTester on(AtOnce consensus) {
        return MockMvcTester.create(mvc(consensus, OperatorToken.parse(TOKEN)));
    }

    static MockMvc mvc(AtOnce consensus, @Nullable OperatorToken token) {
        var agreement = new Agreement(consensus, Duration.ofMillis(200));
        var parts = consensus.replica;
        var reads = new Reads(
                () -> new Replicated(41, View.empty(), 0, new ClusterState(RULES).protection(), 0),
                () -> new Role(false, 3, new NodeId("coordinator-2"), List.of()),
                () -> new Lease(new Freshness(3, 0, 120), false, System.nanoTime()),
                agreement);
        return MockMvcBuilders.standaloneSetup(
                        new ConfigController(parts.config, agreement, reads),
                        new BrokerController(parts.registry, agreement, reads),
                        new EventController(parts.journal, new EventStreams(parts.journal), JsonMapper.shared(), reads))
                .setControllerAdvice(new Problems(Rest::place))
                .addFilters(new OperatorGuard(token))
                .build();
    }

    private static Optional<URI> place(NodeId leader) {
        return leader.name().equals("coordinator-2")
                ? Optional.of(URI.create("http://localhost:8084"))
                : Optional.empty();
    }
}
