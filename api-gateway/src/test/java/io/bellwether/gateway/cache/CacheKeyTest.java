package io.bellwether.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheKeyTest {

    @Test
    void theOrderOfParametersDoesNotMatter() {
        Map<String, List<String>> one = new LinkedHashMap<>();
        one.put("service", List.of("shop"));
        one.put("limit", List.of("1"));
        Map<String, List<String>> other = new LinkedHashMap<>();
        other.put("limit", List.of("1"));
        other.put("service", List.of("shop"));

        assertThat(CacheKey.of("", "/logs", one)).isEqualTo(CacheKey.of("", "/logs", other));
    }

    @Test
    void whatIsAskedDoes() {
        assertThat(List.of(
                        CacheKey.of("", "/logs", Map.of()),
                        CacheKey.of("7 coordinator-1", "/logs", Map.of()),
                        CacheKey.of("", "/api/logs", Map.of()),
                        CacheKey.of("", "/logs", Map.of("a", List.of("b"))),
                        CacheKey.of("", "/logs", Map.of("a", List.of("b", "b"))),
                        CacheKey.of("", "/logs", Map.of("a", List.of("b"), "b", List.of("a"))),
                        CacheKey.of("", "/logs", Map.of("ab", List.of(""))),
                        CacheKey.of("", "/logs", Map.of("a", List.of("b1:c1:d"))),
                        CacheKey.of("", "/logs", Map.of("a", List.of("b"), "c", List.of("d")))))
                .doesNotHaveDuplicates();
    }
}
