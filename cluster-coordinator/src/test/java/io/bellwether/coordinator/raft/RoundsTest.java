package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {

    private final AtomicReference<@Nullable String> halted = new AtomicReference<>();
    private final Rounds rounds = new Rounds("test", new Halt((line, cause) -> halted.set(line)));

    @Test
    void theRoundUnderWayMayEndItsWriteWhenTheRoundsAreClosed(@TempDir Path folder) throws Exception {
        var under = new CountDownLatch(1);
        var closed = new AtomicBoolean();
        var written = new AtomicBoolean();
        try (var file = FileChannel.open(folder.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            rounds.soon(() -> {
                under.countDown();
                await().atMost(Duration.ofSeconds(5)).untilTrue(closed);
                write(file);
                written.set(true);
            });
            under.await();
            rounds.close();
            closed.set(true);

            await().atMost(Duration.ofSeconds(5)).untilTrue(written);
        }
        assertThat(halted).hasNullValue();
    }

    private static void write(FileChannel file) {
        try {
            file.write(ByteBuffer.wrap(new byte[] {1}));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void afterTheEndNothingBeginsAndNothingIsWrong() {
        var begun = new AtomicInteger();
        rounds.close();

        rounds.soon(begun::incrementAndGet);

        assertThat(begun).hasValue(0);
        assertThat(halted).hasNullValue();
    }

    @Test
    void aRoundThatFailsEndsTheProcess() {
        rounds.soon(() -> {
            throw new IllegalStateException("planted");
        });

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(halted.get()).contains("raft-test", "planted"));
        rounds.close();
    }
}
