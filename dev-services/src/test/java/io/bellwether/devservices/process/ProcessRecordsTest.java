package io.bellwether.devservices.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.devservices.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordsTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() {
        var records = new ProcessRecords(new Home(folder));
        var written = entry(ProcessHandle.current().pid(), Instant.parse("2026-01-02T03:04:05Z"));
        records.write(written);

        assertThat(records.read("redis")).contains(written);
        assertThat(records.all()).containsExactly(written);
        records.delete("redis");
        assertThat(records.read("redis")).isEmpty();
    }

    @Test
    void halfARecordIsNone() throws IOException {
        var records = new ProcessRecords(new Home(folder));
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/redis.process"), "pid=12");

        assertThat(records.read("redis")).isEmpty();
        assertThat(records.all()).isEmpty();
    }

    @Test
    void aProcessIdThatIsUsedAgainIsSomebodyElse() {
        var self = ProcessHandle.current();
        var started = Processes.startedAt(self);

        assertThat(entry(self.pid(), started).handle()).contains(self);
        assertThat(entry(self.pid(), started.minus(Duration.ofHours(1))).handle())
                .isEmpty();
    }

    private Path output() {
        return folder.resolve("redis.log");
    }

    private ProcessRecord entry(long pid, Instant startedAt) {
        return new ProcessRecord("redis", pid, startedAt, "redis:6379", 6379, output());
    }
}
