package io.bellwether.coordinator.api;

import io.bellwether.protocol.membership.NodeId;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

/** The controllers on a {@link AtOnce}, as they are put together in the application, but without its context. */
final class Rest {

    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private Rest() {}

    static MockMvcTester on(AtOnce consensus) {
        return MockMvcTester.create(mvc(consensus, OperatorToken.parse(TOKEN)));
    }

    static MockMvc mvc(AtOnce consensus, @Nullable OperatorToken token) {
        var agreement = new Agreement(consensus, Duration.ofMillis(200));
        var parts = consensus.replica;
        return MockMvcBuilders.standaloneSetup(
                        new ConfigController(parts.config, agreement),
                        new BrokerController(parts.registry, agreement),
                        new EventController(parts.journal, new EventStreams(parts.journal), JsonMapper.shared()))
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
