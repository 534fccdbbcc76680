package io.bellwether.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.coordinator.TestPorts;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.News;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Readers of the stream over real connections, because what is slow about a slow one is its connection. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
// A coordinator whose data are deleted under it ends the process, and the other tests in it.
@DirtiesContext
class EventStreamsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<Reader> readers = new ArrayList<>();

    @TempDir
    static Path data;

    /** A coordinator alone; what these tests are about needs no leader. */
    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry properties) {
        properties.add("cluster.raft.voters", () -> "coordinator-1=127.0.0.1:" + TestPorts.free());
        properties.add("cluster.raft.single-coordinator", () -> "true");
        properties.add("cluster.coordinators", () -> "http://127.0.0.1:1");
        properties.add("cluster.agent.leave-timeout", () -> "0");
        properties.add("cluster.data-directory", data::toString);
    }

    @LocalServerPort
    int port;

    @Autowired
    Journal journal;

    @Autowired
    EventStreams streams;

    @AfterEach
    void leave() {
        readers.forEach(Reader::close);
        // A reader that has gone is noticed when it is written to.
        await("places given back").atMost(SOON).untilAsserted(() -> {
            tell();
            assertThat(streams.readers()).isZero();
        });
    }

    @Test
    void aReaderGetsWhatComes() {
        Reader reader = new Reader("/api/v1/events/stream", null, true);
        await("its place").atMost(SOON).until(() -> streams.readers() == 1);
        await("that it reads").atMost(SOON).until(() -> reader.lines.contains("retry: 2000"));

        long sequence = tell();

        await("the event").atMost(SOON).until(() -> reader.last.get() == sequence);
        assertThat(reader.lines).contains("id: " + sequence, "event: config.put");
        assertThat(reader.lines)
                .anySatisfy(line -> assertThat(line).startsWith("data: {\"sequence\":%d,".formatted(sequence)));
    }

    @Test
    void aReaderThatComesBackGetsWhatItMissedAndThenWhatComes() {
        long first = tell();
        tell();
        long third = tell();

        Reader reader = new Reader("/api/v1/events/stream", first, true);
        await("what it missed").atMost(SOON).until(() -> reader.last.get() == third);
        long fourth = tell();
        await("what comes").atMost(SOON).until(() -> reader.last.get() == fourth);

        assertThat(reader.ids).containsExactly(first + 1, third, fourth);
    }

    @Test
    void aReaderMayWantOneTypeOnly() {
        Reader none = new Reader("/api/v1/events/stream?type=member", journal.newest(), true);
        Reader all = new Reader("/api/v1/events/stream?type=config.put", journal.newest(), true);

        long sequence = tell();

        await("the event").atMost(SOON).until(() -> all.last.get() == sequence);
        // A comment instead of what it does not want: its connection is not idle.
        await("the other has looked").atMost(SOON).until(() -> none.lines.contains(":"));
        assertThat(none.ids).isEmpty();
    }

    @Test
    void aReaderThatDoesNotReadHoldsUpNobodyAndIsDropped() {
        Reader slow = new Reader("/api/v1/events/stream", journal.newest(), false);
        Reader quick = new Reader("/api/v1/events/stream", journal.newest(), true);
        await("both").atMost(SOON).until(() -> streams.readers() == 2);

        // More than the buffers of a connection hold; told no faster than the quick one reads.
        long longestNanos = 0;
        for (int chunk = 0; chunk < 60; chunk++) {
            for (int i = 0; i < EventStreams.LAG_MAX / 2; i++) {
                long begin = System.nanoTime();
                tell();
                longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
            }
            long newest = journal.newest();
            await("the quick one")
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(SOON)
                    .until(() -> quick.last.get() == newest);
        }
        assertThat(Duration.ofNanos(longestNanos)).as("to tell one event").isLessThan(Duration.ofSeconds(1));
        assertThat(streams.readers()).isEqualTo(2);

        slow.begin();

        await("the slow one's end").atMost(SOON).until(() -> slow.ended);
        assertThat(slow.last.get()).as("it stopped far behind").isLessThan(journal.newest() - EventStreams.LAG_MAX);
        Reader again = new Reader("/api/v1/events/stream", slow.last.get(), true);
        await("it comes back").atMost(SOON).until(() -> again.last.get() == journal.newest());
        assertThat(again.lines).as("and is told that it missed some").contains("event: gap");
    }

    @Test
    void thereAreSoManyPlaces() throws RefusalException {
        var crowded = new EventStreams(new Journal());
        EventStreams.Place first = crowded.enter();
        for (int i = 1; i < EventStreams.READERS_MAX; i++) {
            crowded.enter();
        }

        assertThatThrownBy(crowded::enter)
                .isInstanceOfSatisfying(
                        RefusalException.class, e -> assertThat(e.code()).isEqualTo("too-many-streams"));
        first.close();
        assertThat(crowded.enter()).isNotNull();
    }

    @Test
    void aStreamEndsWhenTheProcessStops() throws Exception {
        var ending = new Journal();
        var out = new ByteArrayOutputStream();
        var sink = new SseSink(out, JsonMapper.shared());
        EventStreams.Place place = new EventStreams(ending).enter();
        Thread reader = Thread.ofVirtual().start(() -> place.run(0, null, sink));

        new EventStreams(ending).stopping();

        assertThat(reader.join(SOON)).isTrue();
    }

    private long tell() {
        journal.tell(
                1,
                LogRecord.of(1, 0, 0, "", new Payload.Barrier()),
                new News("config.put", "app/a", 1, null, "x".repeat(Journal.EVIDENCE_MAX)));
        return journal.newest();
    }

    /** A reader that has a connection with a small window, and may not read from it at first. */
    private final class Reader {

        final List<Long> ids = new CopyOnWriteArrayList<>();
        final List<String> lines = new CopyOnWriteArrayList<>();
        final AtomicLong last = new AtomicLong();
        volatile boolean ended;

        private final Socket socket = new Socket();

        Reader(String path, @Nullable Long lastEventId, boolean begins) {
            readers.add(this);
            try {
                socket.setReceiveBufferSize(4 * 1024);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                String resume = lastEventId == null ? "" : "Last-Event-ID: %d\r\n".formatted(lastEventId);
                String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(path, resume);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (begins) {
                begin();
            }
        }

        void begin() {
            Thread.ofVirtual().start(() -> {
                try (InputStream in = socket.getInputStream();
                        var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                    text.lines().forEach(this::read);
                } catch (IOException | UncheckedIOException e) {
                    lines.add("broken: " + e.getMessage());
                }
                ended = true;
            });
        }

        private void read(String line) {
            if (line.startsWith("id: ")) {
                long id = Long.parseLong(line.substring("id: ".length()));
                last.set(id);
                if (ids.size() < 10) {
                    ids.add(id);
                }
            }
            if (line.equals("0")) {
                // The last chunk of a body: the server keeps the connection and ended the stream.
                ended = true;
            }
            if (lines.size() < 50) {
                lines.add(line);
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
