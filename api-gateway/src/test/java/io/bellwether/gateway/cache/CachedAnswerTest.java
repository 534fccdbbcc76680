package io.bellwether.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedAnswerTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        var answer = new CachedAnswer(
                "application/json; charset=utf-8", 1_700_000_000_000L, 7, "{\n}".getBytes(StandardCharsets.UTF_8));

        assertThat(CachedAnswer.decode(answer.encode())).hasValueSatisfying(read -> {
            assertThat(read.contentType()).isEqualTo("application/json; charset=utf-8");
            assertThat(read.atMillis()).isEqualTo(1_700_000_000_000L);
            assertThat(read.generation()).isEqualTo(7);
            assertThat(read.body()).asString().isEqualTo("{\n}");
        });
    }

    @Test
    void somethingElseIsNoAnswer() {
        for (String other : List.of("oops", "\n", "1 2\n{}", "x 2 text/plain\n{}", "1 x text/plain\n{}")) {
            assertThat(CachedAnswer.decode(other.getBytes(StandardCharsets.UTF_8)))
                    .as(other)
                    .isEmpty();
        }
    }
}
