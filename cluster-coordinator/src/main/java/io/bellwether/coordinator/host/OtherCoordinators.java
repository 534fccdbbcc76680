package io.bellwether.coordinator.host;

import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.membership.NodeId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator asks others over HTTP: the leader for a barrier, and a member that nobody hears for a sign of life.
 * Where they are they say themselves, by gossip. Connections are pooled and kept.
 */
final class OtherCoordinators implements LeaderBarrier, AutoCloseable {

    /** The path at which a coordinator has a barrier passed through the log. */
    static final String BARRIER_PATH = "/internal/v1/barrier";

    private static final Duration CONNECT = Duration.ofSeconds(1);
    /** A third of a second opinion's time: a try that takes longer is no answer. */
    private static final Duration KNOCK = Duration.ofSeconds(1);

    private static final Duration BARRIER = Duration.ofSeconds(3);
    private static final int OK = 200;
    private static final int BODY_CHARACTERS_MAX = 20;

    private final ClusterView view;
    private final @Nullable ClusterSecret secret;
    private final Executor workers;
    private final HttpClient http;

    OtherCoordinators(ClusterView view, @Nullable ClusterSecret secret, Executor workers) {
        this.view = view;
        this.secret = secret;
        this.workers = workers;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(workers)
                .build();
    }

    @Override
    public CompletableFuture<Long> pass(NodeId leader) {
        // On another thread: even to begin may take long, and who asks must not wait.
        return CompletableFuture.supplyAsync(() -> view.now().member(leader).flatMap(Urls::internal), workers)
                .thenCompose(base -> base.map(this::pass)
                        .orElseGet(() -> CompletableFuture.failedFuture(new NotProposedException(
                                "%s leads and has not said yet where it is".formatted(leader), leader))));
    }

    private CompletableFuture<Long> pass(URI leader) {
        HttpRequest.Builder request = HttpRequest.newBuilder(leader.resolve(BARRIER_PATH))
                .timeout(BARRIER)
                .POST(HttpRequest.BodyPublishers.noBody());
        if (secret != null) {
            request.header("Authorization", secret.authorization());
        }
        return http.sendAsync(request.build(), info -> HttpResponse.BodySubscribers.ofByteArray())
                .orTimeout(BARRIER.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                .thenApply(OtherCoordinators::index);
    }

    private static long index(HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), StandardCharsets.US_ASCII);
        if (answer.statusCode() != OK || body.length() > BODY_CHARACTERS_MAX) {
            throw new NotProposedException("the leader answered %d".formatted(answer.statusCode()), null);
        }
        return Long.parseLong(body);
    }

    /** Whether a member answers anything at all over HTTP; one that does not say where it is does not. */
    void knock(long subject, Authority.Knocker.Told told) {
        var unused = CompletableFuture.supplyAsync(() -> where(subject), workers)
                .thenCompose(base -> base.map(this::answers).orElseGet(() -> CompletableFuture.completedFuture(false)))
                .handle((answered, e) -> {
                    told.answered(e == null && answered);
                    return null;
                });
    }

    private Optional<URI> where(long subject) {
        return view.now().members().stream()
                .filter(info -> info.member().incarnation() == subject)
                .findFirst()
                .flatMap((MemberInfo info) -> Urls.internal(info));
    }

    private CompletableFuture<Boolean> answers(URI base) {
        HttpRequest request = HttpRequest.newBuilder(base)
                .timeout(KNOCK)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(answer -> true);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
