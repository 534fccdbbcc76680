package io.bellwether.gateway.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bellwether.spring.picture.ClusterPicture;
import io.bellwether.spring.picture.MemberPicture;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;

/**
 * Asks those that watch a member what they find of it. By gossip members tell of bad edges only, since phi of all edges
 * would cost every beat of every member; here somebody wants to see those of one.
 */
final class Observers {

    static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final int MEMBERS_KEPT = 100;
    private static final int CONNECTIONS_MAX = 32;
    private static final int ANSWER_BYTES_MAX = 256 * 1024;
    private static final String OF_SERVICE = "/actuator/cluster/";
    private static final String OF_COORDINATOR = "/api/v1/members/{member}/explain";

    /** Several that look at the same member ask once. */
    private final Cache<String, Mono<List<Heard>>> kept = Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumSize(MEMBERS_KEPT)
            .build();

    private final WebClient client;

    Observers() {
        var connections = ConnectionProvider.builder("console-observers")
                .maxConnections(CONNECTIONS_MAX)
                .pendingAcquireMaxCount(2 * CONNECTIONS_MAX)
                .pendingAcquireTimeout(PATIENCE)
                .maxIdleTime(Duration.ofSeconds(10))
                .build();
        var http =
                HttpClient.create(connections).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE.toMillis());
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(ANSWER_BYTES_MAX))
                .build();
    }

    /** What each of these finds of its edge to the subject, in their order. */
    Mono<List<Heard>> of(String subject, List<String> watchers, ClusterPicture picture) {
        return kept.get(subject, name -> asked(name, watchers, picture).cache());
    }

    private Mono<List<Heard>> asked(String subject, List<String> names, ClusterPicture picture) {
        return Flux.fromIterable(names)
                .flatMapSequential(name -> heard(name, subject, picture), CONNECTIONS_MAX)
                .collectList();
    }

    private Mono<Heard> heard(String observer, String subject, ClusterPicture picture) {
        if (observer.equals(picture.self())) {
            return Mono.just(own(observer, subject, picture));
        }
        return Mono.justOrEmpty(picture.members().stream()
                        .filter(member -> member.id().equals(observer))
                        .findAny())
                .flatMap(member -> asked(member, subject))
                .switchIfEmpty(Mono.fromSupplier(() -> Heard.nothing(observer, "is no member any more")));
    }

    private static Heard own(String self, String subject, ClusterPicture picture) {
        return picture.edges().stream()
                .filter(edge -> edge.subject().equals(subject))
                .findAny()
                .map(edge -> Heard.of(self, edge))
                .orElseGet(() -> Heard.nothing(self, "does not watch it yet"));
    }

    private Mono<Heard> asked(MemberPicture observer, String subject) {
        String name = observer.id();
        if (observer.state().equals("UNREACHABLE")) {
            return Mono.just(Heard.nothing(name, "is unreachable"));
        }
        if (observer.url().isEmpty()) {
            return Mono.just(Heard.nothing(name, "has not told where it serves"));
        }
        return Mono.fromSupplier(() -> address(observer, subject))
                .flatMap(address -> client.get()
                        .uri(address)
                        .retrieve()
                        .bodyToMono(JsonNode.class)
                        .timeout(PATIENCE))
                .map(told -> observer.coordinator() ? Heard.ofCoordinator(name, told) : Heard.ofService(name, told))
                .switchIfEmpty(Mono.fromSupplier(() -> Heard.nothing(name, "answered without a word")))
                .onErrorResume(failure -> Mono.just(Heard.nothing(name, why(failure))));
    }

    private static URI address(MemberPicture observer, String subject) {
        return UriComponentsBuilder.fromUriString(observer.url())
                .path(observer.coordinator() ? OF_COORDINATOR : OF_SERVICE + "{member}")
                .encode()
                .buildAndExpand(subject)
                .toUri();
    }

    private static String why(Throwable failure) {
        if (failure instanceof WebClientResponseException answered) {
            return "answered with %d".formatted(answered.getStatusCode().value());
        }
        if (failure instanceof TimeoutException) {
            return "did not answer within %d s".formatted(PATIENCE.toSeconds());
        }
        return failure instanceof DecodingException
                ? "gave an answer that is not understood"
                : "cannot be asked: " + failure.getMessage();
    }
}
