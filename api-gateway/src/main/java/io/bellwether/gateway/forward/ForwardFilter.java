package io.bellwether.gateway.forward;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_SCHEME_PREFIX_ATTR;

import io.bellwether.gateway.problem.ClientFaultException;
import io.bellwether.gateway.problem.ProblemException;
import io.bellwether.gateway.routing.Choice;
import io.bellwether.gateway.routing.Result;
import io.bellwether.gateway.routing.Router;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends a request for {@code lb://service} to an instance of it, and once more to another where the first failed and a
 * second time does no harm. What is awaited is the head of the answer: from there on it belongs to the client.
 */
final class ForwardFilter implements GlobalFilter, Ordered {

    private static final String SCHEME = "lb";
    private static final String WEBSOCKET = "websocket";
    private static final int TRIES_MAX = 2;
    private static final int TARGET_CHARACTERS = 128;
    private static final Duration NEAREST = Duration.ofMillis(20);

    private final Router router;
    private final Plans plans;
    private final Repeats repeats;
    private final Writability writability;
    private final ForwardMeters meters;
    private final Alarms alarms;
    private final LongSupplier nanoTime;

    ForwardFilter(
            Router router,
            Plans plans,
            Repeats repeats,
            Writability writability,
            ForwardMeters meters,
            Alarms alarms,
            LongSupplier nanoTime) {
        this.router = router;
        this.plans = plans;
        this.repeats = repeats;
        this.writability = writability;
        this.meters = meters;
        this.alarms = alarms;
        this.nanoTime = nanoTime;
    }

    /** In the place of the library's own, which knows of no second try. */
    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI url = exchange.getAttribute(GATEWAY_REQUEST_URL_ATTR);
        boolean isOurs = url != null
                && (SCHEME.equals(url.getScheme()) || SCHEME.equals(exchange.getAttribute(GATEWAY_SCHEME_PREFIX_ATTR)));
        if (url == null || !isOurs) {
            return chain.filter(exchange);
        }
        Route route = Objects.requireNonNull(exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR));
        Plan plan = plans.of(route);
        ServerHttpRequest request = exchange.getRequest();
        Optional<ProblemException> refusal = refusal(plan, request);
        if (refusal.isPresent()) {
            return Mono.error(refusal.get());
        }
        String asked = request.getHeaders().getFirst(Deadline.HEADER);
        var forwarding = new Forwarding(url.getHost(), plan, Deadline.of(plan.deadline(), asked, nanoTime.getAsLong()));
        forwarding.attachTo(exchange);
        return repeats.keeping(exchange, plan, kept -> first(forwarding, kept, chain));
    }

    private Optional<ProblemException> refusal(Plan plan, ServerHttpRequest request) {
        return plan.readOnly() == Plan.ReadOnly.REFUSE && !Repeats.isSafe(request.getMethod())
                ? writability.refusal()
                : Optional.empty();
    }

    private Mono<Void> first(Forwarding forwarding, ServerWebExchange exchange, GatewayFilterChain chain) {
        Choice choice = choose(forwarding, exchange);
        return switch (choice) {
            case Choice.Chosen(Choice.Call call) -> send(forwarding, exchange, chain, call);
            case Choice.Nobody(Choice.Why why) -> {
                meters.nobody(forwarding.service(), why);
                yield Mono.error(
                        isForLeader(forwarding, exchange)
                                ? Refusals.noLeader()
                                : Refusals.nobody(forwarding.service(), why));
            }
        };
    }

    private Choice choose(Forwarding forwarding, ServerWebExchange exchange) {
        if (!isForLeader(forwarding, exchange)) {
            return router.choose(forwarding.service(), forwarding.tried());
        }
        return writability
                .leader()
                .map(leader -> router.only(forwarding.service(), leader, forwarding.tried()))
                .orElseGet(() -> new Choice.Nobody(Choice.Why.NO_INSTANCE));
    }

    private static boolean isForLeader(Forwarding forwarding, ServerWebExchange exchange) {
        return forwarding.plan().leaderWrites()
                && !Repeats.isSafe(exchange.getRequest().getMethod());
    }

    private Mono<Void> send(
            Forwarding forwarding, ServerWebExchange exchange, GatewayFilterChain chain, Choice.Call call) {
        exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, target(exchange, call.uri()));
        forwarding.sentTo(call.instance());
        if (isUpgrade(exchange.getRequest())) {
            // It lasts as long as the session: neither is it awaited, nor does its age tell how slow the instance is.
            call.begin(forwarding.plan().patience());
            call.end(Result.ABANDONED);
            return chain.filter(exchange);
        }
        Duration time =
                shorter(forwarding.plan().tryTimeout(), forwarding.deadline().left(nanoTime.getAsLong()));
        Mono<Void> answer = Mono.defer(() -> {
            call.begin(forwarding.plan().patience());
            return chain.filter(exchange);
        });
        return alarms.within(time, answer)
                .materialize()
                .doOnCancel(() -> call.end(Result.ABANDONED))
                .flatMap(end -> {
                    Throwable failure = end.getThrowable();
                    Outcome outcome = failure == null ? Outcome.of(exchange.getResponse()) : Outcome.of(failure);
                    call.end(outcome.result());
                    meters.tried(forwarding.service(), outcome.result());
                    return afterwards(forwarding, exchange, chain, outcome);
                });
    }

    private Mono<Void> afterwards(
            Forwarding forwarding, ServerWebExchange exchange, GatewayFilterChain chain, Outcome outcome) {
        if (outcome.result() == Result.ANSWERED) {
            // Reads too, where they ask for what only the leader knows: its address may mean nothing to the client.
            return forwarding.plan().leaderWrites()
                            && HttpStatus.TEMPORARY_REDIRECT.equals(
                                    exchange.getResponse().getStatusCode())
                    ? toLeader(forwarding, exchange, chain)
                    : Mono.empty();
        }
        if (mayRepeat(forwarding, exchange, outcome)
                && choose(forwarding, exchange) instanceof Choice.Chosen(Choice.Call call)) {
            if (router.takeRetry(forwarding.service())) {
                meters.retried(forwarding.service(), RetryResult.SENT);
                ServerWebExchangeUtils.reset(exchange);
                return send(forwarding, exchange, chain, call);
            }
            call.drop();
            meters.retried(forwarding.service(), RetryResult.NO_BUDGET);
        }
        return outcome.failure() == null ? Mono.empty() : Mono.error(told(forwarding, outcome, outcome.failure()));
    }

    private boolean mayRepeat(Forwarding forwarding, ServerWebExchange exchange, Outcome outcome) {
        return forwarding.tried().count() < TRIES_MAX
                && !exchange.getResponse().isCommitted()
                && !isForLeader(forwarding, exchange)
                && forwarding.deadline().left(nanoTime.getAsLong()).compareTo(NEAREST) > 0
                && repeats.mayRepeat(exchange.getRequest(), forwarding.plan(), outcome);
    }

    /** The coordinator that was asked leads no more, and names another. */
    private Mono<Void> toLeader(Forwarding forwarding, ServerWebExchange exchange, GatewayFilterChain chain) {
        URI location = exchange.getResponse().getHeaders().getLocation();
        boolean canFollow = forwarding.tried().count() < TRIES_MAX && Repeats.isWhole(exchange.getRequest());
        Choice choice = location == null || !canFollow
                ? new Choice.Nobody(Choice.Why.NO_OTHER)
                : router.at(forwarding.service(), location, forwarding.tried());
        ServerWebExchangeUtils.reset(exchange);
        exchange.getResponse().getHeaders().remove(HttpHeaders.LOCATION);
        return choice instanceof Choice.Chosen(Choice.Call call)
                ? send(forwarding, exchange, chain, call)
                : Mono.error(Refusals.noLeader());
    }

    private static Throwable told(Forwarding forwarding, Outcome outcome, Throwable failure) {
        if (failure instanceof ClientFaultException) {
            return failure;
        }
        return outcome.result() == Result.TIMED_OUT
                ? Refusals.tooLate(
                        forwarding.service(),
                        forwarding.plan().deadline(),
                        forwarding.instances().size())
                : Refusals.broken(forwarding.service(), !outcome.wasNotSent());
    }

    private static URI target(ServerWebExchange exchange, URI base) {
        URI asked = exchange.getRequest().getURI();
        String prefixed = exchange.getAttribute(GATEWAY_SCHEME_PREFIX_ATTR);
        URI routed = exchange.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
        String scheme = prefixed == null ? base.getScheme() : routed.getScheme();
        String query = asked.getRawQuery();
        var target = new StringBuilder(TARGET_CHARACTERS)
                .append(scheme)
                .append("://")
                .append(base.getRawAuthority())
                .append(asked.getRawPath());
        if (query != null) {
            target.append('?').append(query);
        }
        return URI.create(target.toString());
    }

    private static boolean isUpgrade(ServerHttpRequest request) {
        // Others, such as that to HTTP/2 which some clients offer with every request, end here.
        return WEBSOCKET.equalsIgnoreCase(request.getHeaders().getUpgrade());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
