package io.bellwether.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"1\"}",
                "{\"a\": {\"id\": 7}, \"id\": \"1\", \"b\": [1, {\"c\": 2}]}",
                "[{\"id\": \"1\"}, {\"message\": \"x\", \"id\": \"2\"}]",
                "{\"id\": \"1\"}\n{\"id\": \"2\"}\n",
            })
    void everyObjectHasOne(String body) {
        assertThat(areComplete(body)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "\"id\"",
                "[\"id\"]",
                "{\"id\": 1}",
                "{\"id\": \" \"}",
                "{\"id\": null}",
                "{\"a\": {\"id\": \"1\"}}",
                "[{\"id\": \"1\"}, {\"message\": \"x\"}]",
                "[{\"id\": \"1\"}, 7]",
                "{\"id\": \"1\"}\n{\"message\": \"x\"}",
                "{\"id\": \"1\"",
                "{\"id\": \"1\"} nonsense",
            })
    void oneHasNoneOrNobodyCanTell(String body) {
        assertThat(areComplete(body)).isFalse();
    }

    private static boolean areComplete(String body) {
        return ClientIds.areComplete(body.getBytes(StandardCharsets.UTF_8));
    }
}
