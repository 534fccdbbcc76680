package io.bellwether.gateway.console;

import io.bellwether.agent.view.ClusterView;
import io.bellwether.spring.picture.Watchers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /gateway/observers/NAME}: what those that watch a member find of it, asked of each of them. */
@Configuration(proxyBeanMethods = false)
class ObserverRoutes {

    private static final String MEMBER = "member";

    private final Watchers watchers = new Watchers();
    private final Observers observers = new Observers();
    private final Clock clock = Clock.systemUTC();
    private final ObjectProvider<ClusterView> view;
    private final ViewFeed feed;

    ObserverRoutes(ObjectProvider<ClusterView> view, ViewFeed feed) {
        this.view = view;
        this.feed = feed;
    }

    /**
     * The answer.
     *
     * @param member Whom they watch.
     * @param at When this is told; they were asked within the second before.
     */
    record Answer(String member, Instant at, List<Heard> observers) {}

    @Bean
    RouterFunction<ServerResponse> observerRouter() {
        return RouterFunctions.route()
                .GET("/gateway/observers/{%s}".formatted(MEMBER), this::observers)
                .build();
    }

    private Mono<ServerResponse> observers(ServerRequest request) {
        ClusterView cluster = view.getIfAvailable();
        Optional<Frame> frame = feed.latest();
        if (cluster == null || frame.isEmpty()) {
            return ConsoleProblem.noView(request.path());
        }
        String member = request.pathVariable(MEMBER);
        var picture = frame.get().picture();
        if (picture.members().stream().noneMatch(each -> each.id().equals(member))) {
            return ConsoleProblem.of(
                    HttpStatus.NOT_FOUND,
                    "member-unknown",
                    "no member has this name",
                    "GET /gateway/view names the members",
                    request.path());
        }
        return observers
                .of(member, watchers.of(cluster.now(), member), picture)
                .flatMap(heard -> ServerResponse.ok()
                        .cacheControl(CacheControl.noStore())
                        .bodyValue(new Answer(member, clock.instant(), heard)));
    }
}
