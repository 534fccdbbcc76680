package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.gateway.edge.Rules.Head;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class RulesTest {

    private static final InetAddress STRANGER = NetUtil.createInetAddressFromIpAddressString("192.0.2.7");
    private static final InetAddress PROXY = NetUtil.createInetAddressFromIpAddressString("10.1.2.3");

    private final Rules rules = new Rules(
            List.of(Network.parse("10.0.0.0/8")), Set.of("shop.example"), Set.of("https://shop.example"), true);

    @Test
    void aPlainRequestIsLetIn() {
        assertThat(rules.refusal(head("/logs"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//etc/passwd",
                "/logs//x",
                "/../secret",
                "/logs/..",
                "/logs/./x",
                "/logs/..;/x",
                "/logs;a=b",
                "/logs%2f..",
                "/%2e%2e/x",
                "/%2E/x",
                "/logs%5cx",
                "/logs\\x",
                "/logs%00",
                "/logs%0d%0aSet-Cookie:x",
                "/logs%252e%252e",
            })
    void aPathThatCanBeReadInTwoWaysIsRefused(String path) {
        assertThat(rules.refusal(head(path))).hasValue(Refusal.PATH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/logs",
                "/api/cluster/config/app/a.b",
                "/a..b",
                "/%C3%A4",
                "/a%20b",
                "/...x",
                "/.well-known"
            })
    void aPlainPathIsNot(String path) {
        assertThat(rules.refusal(head(path))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "BREW"})
    void aMethodThatNobodyServesIsRefused(String method) {
        assertThat(rules.refusal(new Head(HttpMethod.valueOf(method), "/", host("localhost"), STRANGER)))
                .hasValue(Refusal.METHOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-host", "X-Forwarded-Anything", "Forwarded", "X-Real-IP"})
    void onWhoseBehalfItComesIsBelievedOfProxiesOnly(String name) {
        HttpHeaders headers = host("localhost");
        headers.set(name, "203.0.113.1");

        assertThat(rules.refusal(new Head(HttpMethod.GET, "/", headers, STRANGER)))
                .hasValue(Refusal.FORWARDED);
        assertThat(rules.refusal(new Head(HttpMethod.GET, "/", headers, PROXY))).isEmpty();
        assertThat(rules.refusal(new Head(HttpMethod.GET, "/", headers, null))).hasValue(Refusal.FORWARDED);
    }

    @Test
    void aHeaderOfTheClustersOwnIsRefusedOfProxiesToo() {
        HttpHeaders headers = host("localhost");
        headers.set("X-Cluster-Epoch", "9");

        assertThat(rules.refusal(new Head(HttpMethod.GET, "/", headers, PROXY))).hasValue(Refusal.INTERNAL);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "localhost:8080, true",
        "LOCALHOST:8080, true",
        "127.0.0.1:8080, true",
        "127.1.2.3, true",
        "[::1]:8080, true",
        "[::1], true",
        "shop.example, true",
        "shop.example:8080, true",
        "evil.example, false",
        "127.0.0.1.evil.example, false",
        "localhost.evil.example:8080, false",
        "'', false",
    })
    void onLoopbackOnlyKnownNamesAreServed(String host, boolean isServed) {
        assertThat(rules.refusal(new Head(HttpMethod.GET, "/", host(host), STRANGER))
                        .isEmpty())
                .isEqualTo(isServed);
    }

    @Test
    void elsewhereEveryNameIsServed() {
        var open = new Rules(List.of(), Set.of(), Set.of(), false);

        assertThat(open.refusal(new Head(HttpMethod.GET, "/", host("anything.example"), STRANGER)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, true",
        "https://shop.example, true",
        "http://localhost:8081, false",
        "https://evil.example, false",
        "null, false",
        "http://localhost:8080.evil.example, false",
        "nonsense nonsense, false",
    })
    void aPageOfAnotherSiteMayNotWrite(String origin, boolean mayWrite) {
        HttpHeaders headers = host("localhost:8080");
        headers.set(HttpHeaders.ORIGIN, origin);

        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)) {
            assertThat(rules.refusal(new Head(method, "/", headers, STRANGER)).isEmpty())
                    .as("%s", method)
                    .isEqualTo(mayWrite);
        }
        assertThat(rules.refusal(new Head(HttpMethod.GET, "/", headers, STRANGER)))
                .as("it cannot read the answer")
                .isEmpty();
    }

    @Test
    void aPageOfAnotherSiteMayNotTalkOverAWebSocket() {
        HttpHeaders headers = host("localhost:8080");
        headers.set(HttpHeaders.ORIGIN, "https://evil.example");
        headers.set(HttpHeaders.UPGRADE, "websocket");

        assertThat(rules.refusal(new Head(HttpMethod.GET, "/", headers, STRANGER)))
                .hasValue(Refusal.ORIGIN);
    }

    @Test
    void whereABrowserTellsNoOriginItTellsTheSite() {
        HttpHeaders headers = host("localhost:8080");
        headers.set("Sec-Fetch-Site", "cross-site");
        assertThat(rules.refusal(new Head(HttpMethod.POST, "/", headers, STRANGER)))
                .hasValue(Refusal.ORIGIN);

        headers.set("Sec-Fetch-Site", "same-origin");
        assertThat(rules.refusal(new Head(HttpMethod.POST, "/", headers, STRANGER)))
                .isEmpty();
    }

    private static Head head(String path) {
        return new Head(HttpMethod.GET, path, host("localhost:8080"), STRANGER);
    }

    private static HttpHeaders host(String host) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.HOST, host);
        return headers;
    }
}
