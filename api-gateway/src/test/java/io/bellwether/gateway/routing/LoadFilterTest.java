package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class LoadFilterTest {

    private static final long TOOK = Duration.ofMillis(20).toNanos();

    private final DefaultServiceInstance instance =
            new DefaultServiceInstance("log-producer-1", "log-producer", "10.0.0.1", 8082, false);
    private final AtomicLong clock = new AtomicLong(1);
    private final Loads loads = new Loads();
    private final LoadFilter filter = new LoadFilter(loads, clock::get);
    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/logs"));
    private final Sinks.Empty<Void> answer = Sinks.empty();
    private final GatewayFilterChain upstream = unused -> answer.asMono();

    @Test
    void aRequestWaitsUntilItsAnswer() {
        var running = begin().subscribe();

        assertThat(load().waiting()).isEqualTo(1);
        clock.addAndGet(TOOK);
        answer.tryEmitEmpty();

        assertThat(load().waiting()).isZero();
        assertThat(load().latencyNanos(clock.get())).isEqualTo((double) TOOK);
        assertThat(running.isDisposed()).isTrue();
    }

    @Test
    void aClientThatGoesAwayLeavesNothingWaiting() {
        var running = begin().subscribe();

        running.dispose();

        assertThat(load().waiting()).isZero();
    }

    @Test
    void aRefusedConnectionIsAFailure() {
        begin().onErrorComplete().subscribe();

        answer.tryEmitError(new java.net.ConnectException("refused"));

        assertThat(load().waiting()).isZero();
        assertThat(load().latencyNanos(clock.get())).isEqualTo((double) Load.FAILURE.toNanos());
    }

    @Test
    void anErrorOfTheServerIsAFailure() {
        begin().subscribe();

        exchange.getResponse().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
        answer.tryEmitEmpty();

        assertThat(load().latencyNanos(clock.get())).isEqualTo((double) Load.FAILURE.toNanos());
    }

    @Test
    void whatIsNotBalancedIsNotCounted() {
        filter.filter(exchange, upstream).subscribe();

        assertThat(loads.size()).isZero();
    }

    @Test
    void thoseThatAreGoneAreForgottenUnlessSomebodyWaits() {
        loads.of("waiting", 0).begin(0);
        for (int i = 0; i < 1000; i++) {
            loads.of("instance-" + i, 0);
            loads.keep(java.util.Set.of("instance-" + i));
        }

        assertThat(loads.size()).isLessThan(20);
        assertThat(loads.of("waiting", 0).waiting()).isEqualTo(1);
    }

    private Mono<Void> begin() {
        exchange.getAttributes()
                .put(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR, new DefaultResponse(instance));
        return filter.filter(exchange, upstream);
    }

    private Load load() {
        return loads.of(HealthBalancer.name(instance), 0);
    }
}
