package io.bellwether.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CachedAnswerTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        var answer = new CachedAnswer("application/json", "{\n}".getBytes(StandardCharsets.UTF_8));

        assertThat(CachedAnswer.decode(answer.encode())).hasValueSatisfying(read -> {
            assertThat(read.contentType()).isEqualTo("application/json");
            assertThat(read.body()).asString().isEqualTo("{\n}");
        });
    }

    @Test
    void somethingElseIsNoAnswer() {
        assertThat(CachedAnswer.decode("oops".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
