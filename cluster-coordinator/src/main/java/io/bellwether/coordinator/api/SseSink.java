package io.bellwether.coordinator.api;

import io.bellwether.coordinator.journal.JournalLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes server-sent events. Every method may wait for the reader, and fails once it is gone. */
final class SseSink {

    private final OutputStream out;
    private final JsonMapper json;

    SseSink(OutputStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    /** Tells how soon to come back after the stream has ended. */
    void begin(long retryMillis) throws IOException {
        write("retry: %d\n\n".formatted(retryMillis));
        out.flush();
    }

    void event(JournalLine line) throws IOException {
        write("id: %d\nevent: %s\ndata: %s\n\n"
                .formatted(line.sequence(), line.type(), json.writeValueAsString(EventView.of(line))));
    }

    /** Says that events were forgotten before this reader came for them. */
    void gap(long after, long oldest) throws IOException {
        write("event: gap\ndata: %s\n\n".formatted(json.writeValueAsString(Map.of("after", after, "oldest", oldest))));
    }

    /** A comment: proves to both sides, and to whatever is between them, that the stream is alive. */
    void alive() throws IOException {
        write(":\n\n");
    }

    void flush() throws IOException {
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
