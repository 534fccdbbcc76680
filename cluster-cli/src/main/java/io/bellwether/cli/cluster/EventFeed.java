package io.bellwether.cli.cluster;

import io.bellwether.devservices.home.StartProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of the cluster as they happen. A stream that ends, or that nothing comes on for three times the interval of
 * its signs of life, is opened anew where it stopped, at the next coordinator: all have the same events under the same
 * numbers. After a number of failures in a row it is given up.
 */
public final class EventFeed {

    private static final System.Logger LOG = System.getLogger(EventFeed.class.getName());
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final int LINES_MAX = 1_000;
    private static final int OK = 200;
    private static final int FIRST_SERVER_ERROR = 500;
    /** Stands for the end of a stream: no line contains it. */
    private static final String END = "\n";

    private final List<URI> coordinators;
    private final Patience patience;
    private final Listener listener;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private int failures;
    private int next;
    private long last;

    /** Hears what comes, and what goes wrong. */
    public interface Listener {

        void event(JsonNode event);

        /** Events were forgotten before they could be read. */
        void gap(JsonNode gap);

        /** A stream ended; the next try is that of so many, after so long. */
        void lost(URI coordinator, String reason, int attempt, int attemptsMax, Duration wait);
    }

    /**
     * How long it is tried.
     *
     * @param silence A stream on which nothing came for so long counts as lost.
     * @param firstWait Before the first new try; it doubles with each failure.
     * @param waitMax The longest wait.
     * @param attemptsMax Failures in a row after which it is given up.
     */
    public record Patience(Duration silence, Duration firstWait, Duration waitMax, int attemptsMax) {

        /** For people who look on: a coordinator sends a sign of life every 15 s. */
        public static final Patience STANDARD =
                new Patience(Duration.ofSeconds(45), Duration.ofMillis(500), Duration.ofSeconds(15), 10);

        Duration wait(int failures) {
            long millis = firstWait.toMillis() << Math.min(failures - 1, 16);
            return Duration.ofMillis(Math.min(millis, waitMax.toMillis()));
        }
    }

    public EventFeed(List<URI> coordinators, Patience patience, Listener listener) {
        this.coordinators = List.copyOf(coordinators);
        this.patience = patience;
        this.listener = listener;
    }

    /**
     * Reads until this thread is interrupted, or it is given up, which ends the command.
     *
     * @param after The number of the last event that is known; -1 to begin with what happens from now on.
     */
    public void follow(long after, @Nullable String type) {
        last = after;
        while (!Thread.currentThread().isInterrupted()) {
            URI coordinator = coordinators.get(next % coordinators.size());
            String reason = read(coordinator, type);
            next++;
            failures++;
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (failures > patience.attemptsMax()) {
                throw new StartProblem(givenUp(reason));
            }
            Duration wait = patience.wait(failures);
            listener.lost(coordinator, reason, failures, patience.attemptsMax(), wait);
            pause(wait);
        }
    }

    private String givenUp(String reason) {
        String again = last < 0 ? "" : ", ./bellwether events -f --after %d goes on where this stopped".formatted(last);
        return "Gave up after %d tries, the last: %s. ./bellwether status shows what runs%s"
                .formatted(patience.attemptsMax(), reason, again);
    }

    private static void pause(Duration wait) {
        try {
            var unused = new CountDownLatch(1).await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads one stream to its end; why it ended. */
    private String read(URI coordinator, @Nullable String type) {
        String query = type == null ? "" : "?type=" + URLEncoder.encode(type, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(coordinator.resolve("/api/v1/events/stream" + query))
                .timeout(CONNECT_LIMIT)
                .header("Accept", "text/event-stream");
        if (last >= 0) {
            request.header("Last-Event-ID", Long.toString(last));
        }
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return answer.statusCode() == OK ? take(body) : refusal(answer.statusCode(), body);
            }
        } catch (IOException e) {
            return "it does not answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static String refusal(int status, InputStream body) throws IOException {
        String text = new String(body.readNBytes(LINES_MAX), StandardCharsets.UTF_8);
        if (status < FIRST_SERVER_ERROR) {
            // Asking again will not help: the command ends with what the problem says.
            new Answer(status, text, HttpHeaders.of(Map.of(), (name, value) -> true)).ok();
        }
        return "it answers %d".formatted(status);
    }

    private String take(InputStream body) throws InterruptedException {
        BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_MAX);
        Thread reader = Thread.ofVirtual().start(() -> readLines(body, lines));
        try {
            var frame = new Frame();
            while (true) {
                String line = lines.poll(patience.silence().toMillis(), TimeUnit.MILLISECONDS);
                if (line == null) {
                    return "nothing came for %d s".formatted(patience.silence().toSeconds());
                }
                if (line.equals(END)) {
                    return "the stream has ended";
                }
                // Whatever comes shows that it is well again.
                failures = 0;
                frame.take(line, this::told);
            }
        } finally {
            reader.interrupt();
        }
    }

    private static void readLines(InputStream body, BlockingQueue<String> lines) {
        try {
            copyLines(body, lines);
            lines.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copyLines(InputStream body, BlockingQueue<String> lines) throws InterruptedException {
        try (var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.put(line);
            }
        } catch (IOException e) {
            // A stream that breaks ends as any other: it is opened anew, and told so.
            LOG.log(System.Logger.Level.DEBUG, "a stream of events broke", e);
        }
    }

    private void told(Frame frame) {
        JsonNode data = JsonMapper.shared().readTree(frame.data);
        if (frame.event.equals("gap")) {
            listener.gap(data);
            return;
        }
        last = Math.max(last, data.path("sequence").asLong());
        listener.event(data);
    }

    /** One event of a stream while its lines come. */
    private static final class Frame {

        private String event = "";
        private String data = "";

        void take(String line, Consumer<Frame> told) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else if (line.isEmpty() && !data.isEmpty()) {
                told.accept(this);
                event = "";
                data = "";
            }
        }
    }
}
