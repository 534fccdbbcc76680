package io.bellwether.cli.sight;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks many places at once, each once, with little patience: who is dead or stopped shall not keep the others from being
 * seen.
 */
public final class Glance {

    /** Of an answer more is not taken. */
    public static final int BYTES_MAX = 4 << 20;

    private static final int THREADS = 4;
    private static final int OK = 200;

    private final Duration limit;
    private final HttpClient http;

    /** Waits so long for each. */
    public Glance(Duration limit) {
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .executor(Executors.newFixedThreadPool(
                        THREADS, Thread.ofPlatform().daemon().name("glance").factory()))
                .build();
    }

    /**
     * What came back.
     *
     * @param status 0 where nobody answered.
     * @param failure Why not, in words; empty if somebody did.
     * @param date The header of that name; empty where there is none.
     * @param sentMillis This machine's wall clock when it was asked.
     * @param gotMillis And when all of the answer was there.
     */
    public record Seen(int status, String body, String failure, String date, long sentMillis, long gotMillis) {

        public boolean isOk() {
            return status == OK;
        }

        /** Why there is nothing to read; empty when there is. */
        public String trouble() {
            return isOk() ? "" : failure.isEmpty() ? "answers " + status : failure;
        }
    }

    public Seen get(URI place) {
        return all(Map.of("", place)).values().iterator().next();
    }

    /** Asks all of them; who did not answer in time is told so. */
    public Map<String, Seen> all(Map<String, URI> places) {
        var asked = new LinkedHashMap<String, CompletableFuture<Seen>>();
        places.forEach((name, place) -> asked.put(name, ask(place)));
        var seen = new LinkedHashMap<String, Seen>();
        long deadline = System.nanoTime() + limit.toNanos();
        asked.forEach((name, answer) -> seen.put(name, await(answer, deadline)));
        return seen;
    }

    private CompletableFuture<Seen> ask(URI place) {
        long sent = System.currentTimeMillis();
        var request = HttpRequest.newBuilder(place).timeout(limit).GET().build();
        return http.sendAsync(request, head -> new Bounded())
                .thenApply(answer -> new Seen(
                        answer.statusCode(),
                        answer.body(),
                        "",
                        answer.headers().firstValue("Date").orElse(""),
                        sent,
                        System.currentTimeMillis()));
    }

    private Seen await(CompletableFuture<Seen> answer, long deadline) {
        try {
            return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return nobody(patienceOver());
        } catch (ExecutionException e) {
            return nobody(
                    switch (e.getCause()) {
                        case ConnectException refused -> "does not listen";
                        case HttpTimeoutException late -> patienceOver();
                        case IOException broken -> "breaks off its answer";
                        case null, default -> "cannot be asked";
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return nobody("was not waited for");
        }
    }

    private String patienceOver() {
        return String.format(Locale.ROOT, "does not answer within %.1f s", limit.toMillis() / 1000.0);
    }

    private static Seen nobody(String why) {
        return new Seen(0, "", why, "", 0, 0);
    }

    /** An answer as text, as much of it as is taken; the rest is not read. */
    private static final class Bounded implements HttpResponse.BodySubscriber<String> {

        private final CompletableFuture<String> body = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Flow.@org.jspecify.annotations.Nullable Subscription subscription;

        @Override
        public CompletionStage<String> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (var part : parts) {
                var taken = new byte[Math.min(part.remaining(), BYTES_MAX - bytes.size())];
                part.get(taken);
                bytes.writeBytes(taken);
            }
            var more = subscription;
            if (more == null) {
                return;
            }
            if (bytes.size() < BYTES_MAX) {
                more.request(1);
            } else {
                more.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toString(StandardCharsets.UTF_8));
        }
    }
}
