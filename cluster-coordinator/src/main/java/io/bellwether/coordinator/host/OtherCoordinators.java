package io.bellwether.coordinator.host;

import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.coordinator.raft.Halt;
import io.bellwether.coordinator.raft.OtherPasts;
import io.bellwether.coordinator.raft.Past;
import io.bellwether.protocol.membership.NodeId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a coordinator asks others over HTTP: the leader for a barrier, who is at an address and what its disk says, and a
 * member that nobody hears for a sign of life. Connections are pooled and kept.
 */
final class OtherCoordinators implements LeaderBarrier, AutoCloseable {

    /** The path at which a coordinator has a barrier passed through the log. */
    static final String BARRIER_PATH = "/internal/v1/barrier";

    /** The path at which a coordinator says who it is and where it serves. */
    static final String PLACE_PATH = "/internal/v1/place";

    /** The path at which a coordinator says what its disk says of its part in the cluster. */
    static final String PAST_PATH = "/internal/v1/past";

    private static final Duration CONNECT = Duration.ofSeconds(1);
    /** A third of a second opinion's time: a try that takes longer is no answer. */
    private static final Duration KNOCK = Duration.ofSeconds(1);

    private static final Duration BARRIER = Duration.ofSeconds(3);
    private static final int OK = 200;
    private static final int BODY_CHARACTERS_MAX = 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ClusterView view;
    private final List<URI> addresses;
    private final Whereabouts whereabouts;
    private final @Nullable ClusterSecret secret;
    private final Executor workers;
    private final HttpClient http;

    /**
     * @param addresses Of all coordinators, as this one was started with them.
     */
    OtherCoordinators(ClusterView view, List<URI> addresses, @Nullable ClusterSecret secret, Executor workers) {
        this.view = view;
        this.addresses = List.copyOf(addresses);
        this.whereabouts = new Whereabouts(
                id -> view.now().member(id).flatMap(Whereabouts::told), addresses, this::placeAt, System::nanoTime);
        this.secret = secret;
        this.workers = workers;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(workers)
                .build();
    }

    Whereabouts whereabouts() {
        return whereabouts;
    }

    @Override
    public CompletableFuture<Long> pass(NodeId leader) {
        // On another thread: even to begin may take long, and who asks must not wait.
        return CompletableFuture.completedFuture(leader)
                .thenComposeAsync(whereabouts::find, workers)
                .thenCompose(place -> place.map(this::passAt)
                        .orElseGet(() -> CompletableFuture.failedFuture(new NotProposedException(
                                "%s leads and has not said yet where it is".formatted(leader), leader))));
    }

    private CompletableFuture<Long> passAt(Place place) {
        HttpRequest.Builder request =
                request(place.inside().resolve(BARRIER_PATH), BARRIER).POST(HttpRequest.BodyPublishers.noBody());
        return http.sendAsync(request.build(), info -> HttpResponse.BodySubscribers.ofByteArray())
                .orTimeout(BARRIER.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, e) -> {
                    if (e != null) {
                        whereabouts.isNotAt(place);
                    }
                })
                .thenApply(OtherCoordinators::index);
    }

    private CompletableFuture<Place> placeAt(URI address) {
        HttpRequest.Builder request =
                request(address.resolve(PLACE_PATH), KNOCK).GET();
        return http.sendAsync(request.build(), info -> HttpResponse.BodySubscribers.ofByteArray())
                .orTimeout(KNOCK.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(OtherCoordinators::place);
    }

    private HttpRequest.Builder request(URI uri, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
        return secret == null ? request : request.header("Authorization", secret.authorization());
    }

    /** What the disks of all coordinators say, as far as they belong to this cluster. */
    OtherPasts pasts(String cluster) {
        return () -> {
            Map<NodeId, OtherPasts.Told> told = new ConcurrentHashMap<>();
            Map<String, String> silent = new ConcurrentHashMap<>();
            return CompletableFuture.allOf(addresses.stream()
                            .map(address -> pastAt(address, cluster).handle((answer, e) -> {
                                if (e == null) {
                                    told.put(answer.id(), answer.told());
                                } else {
                                    silent.put(
                                            address.toString(), Halt.rootOf(e).toString());
                                }
                                return null;
                            }))
                            .toArray(CompletableFuture[]::new))
                    .thenApply(all -> new OtherPasts.Answers(told, silent));
        };
    }

    private record Answer(NodeId id, OtherPasts.Told told) {}

    private CompletableFuture<Answer> pastAt(URI address, String cluster) {
        HttpRequest.Builder request = request(address.resolve(PAST_PATH), KNOCK).GET();
        return http.sendAsync(request.build(), info -> HttpResponse.BodySubscribers.ofByteArray())
                .orTimeout(KNOCK.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(answer -> past(answer, cluster));
    }

    private static Answer past(HttpResponse<byte[]> answer, String cluster) {
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("it answered %d".formatted(answer.statusCode()));
        }
        JsonNode past = JSON.readTree(answer.body());
        String other = past.path("cluster").asString("");
        if (!other.equals(cluster)) {
            throw new IllegalStateException("it belongs to another cluster, '%s'".formatted(other));
        }
        List<NodeId> leads = past.path("leads")
                .valueStream()
                .map(name -> new NodeId(name.asString("")))
                .toList();
        return new Answer(
                new NodeId(past.path("id").asString("")),
                new OtherPasts.Told(Past.valueOf(past.path("past").asString("")), leads));
    }

    private static Place place(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("no coordinator says where it is, but %d".formatted(answer.statusCode()));
        }
        JsonNode place = JSON.readTree(answer.body());
        return new Place(
                new NodeId(place.path("id").asString("")),
                URI.create(place.path("inside").asString("")),
                URI.create(place.path("outside").asString("")));
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
