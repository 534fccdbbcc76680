package io.bellwether.gateway.cache;

import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;

/** The filter {@code GivesUpAnswers=group} of a route: a write that succeeds ends what was cached in that group. */
final class GivesUpAnswersGatewayFilterFactory
        extends AbstractGatewayFilterFactory<GivesUpAnswersGatewayFilterFactory.Config> {

    private final Answers answers;

    GivesUpAnswersGatewayFilterFactory(Answers answers) {
        super(Config.class);
        this.answers = answers;
    }

    /** Of one route. */
    record Config(String group) {}

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("group");
    }

    @Override
    public GatewayFilter apply(Config config) {
        return (exchange, chain) -> chain.filter(exchange).doOnSuccess(done -> {
            if (isDone(exchange)) {
                answers.giveUp(config.group());
            }
        });
    }

    private static boolean isDone(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status != null && status.is2xxSuccessful();
    }
}
