package io.bellwether.benchmarks.routing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a gateway twice a second, as somebody would who writes a line, asks for its health and has the console open. */
final class Watch implements AutoCloseable {

    static final String ACCEPTED = "accepted";

    private static final long EVERY_MILLIS = 500;
    private static final int GOOD = 2;
    private static final int HUNDRED = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");
    private static final Pattern TOLD = Pattern.compile("\"(?:table|redis)\":\"(frozen|live|away|answers)\"");

    private final String gateway;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Look> looks = new ArrayList<>();

    /**
     * What was seen.
     *
     * @param atNanos When, by {@link System#nanoTime()}.
     * @param write What became of a line: accepted, the code of the problem, or what was answered otherwise.
     * @param scope Whose limits counted it.
     * @param health What the health of the gateway tells of its table and of Redis.
     * @param console What the console is drawn from.
     */
    record Look(long atNanos, String write, String scope, String health, String console) {}

    private final Future<?> looking;

    /** Looks from now on. */
    Watch(int port) {
        this.gateway = "http://127.0.0.1:" + port;
        this.looking = clock.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        String id = LogLines.id(System.currentTimeMillis()).toString();
        HttpRequest line = HttpRequest.newBuilder(URI.create(gateway + "/logs"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"id":"%s","level":"INFO","service":"bench-outage","message":"still there?"}""".formatted(id)))
                .build();
        String write;
        String scope = "";
        try {
            HttpResponse<String> answer = http.send(line, BodyHandlers.ofString());
            write = answer.statusCode() / HUNDRED == GOOD ? ACCEPTED : code(answer);
            scope = answer.headers().firstValue("X-RateLimit-Scope").orElse("");
        } catch (IOException e) {
            write = e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        var look = new Look(now, write, scope, told(get("/actuator/health")), get("/gateway/view"));
        synchronized (looks) {
            looks.add(look);
        }
    }

    private static String code(HttpResponse<String> answer) {
        Matcher code = CODE.matcher(answer.body());
        return code.find() ? code.group(1) : Integer.toString(answer.statusCode());
    }

    private static String told(String health) {
        return String.join(
                " ", TOLD.matcher(health).results().map(found -> found.group(1)).toList());
    }

    private String get(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(gateway + path))
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** All that was seen so far, in order. */
    List<Look> looks() {
        if (looking.isDone()) {
            throw new IllegalStateException("nobody looks any more: " + looking);
        }
        synchronized (looks) {
            return List.copyOf(looks);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        http.shutdownNow();
    }
}
