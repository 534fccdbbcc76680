package io.bellwether.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** How the console is served, by a gateway that is part of no cluster. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ConsoleIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Test
    void thePageIsServedWithHeadersThatLetItDoNothingElse() throws Exception {
        HttpResponse<byte[]> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(new String(page.body(), UTF_8))
                .doesNotContainPattern("<script(?![^>]*src=)|<style| style=| on[a-z]+=|https?://");
    }

    @Test
    void everyFileThatThePageNamesIsThere() throws Exception {
        var names = Pattern.compile("\"(/console/[^\"]+)\"").matcher(new String(get("/").body(), UTF_8));
        int found = 0;
        while (names.find()) {
            assertThat(get(names.group(1)).statusCode()).as(names.group(1)).isEqualTo(200);
            found++;
        }
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void everyModuleThatAnotherNeedsIsNamedByThePageSoThatAllAreLoadedAtOnce() throws Exception {
        String page = new String(get("/").body(), UTF_8);
        var files = new PathMatchingResourcePatternResolver().getResources("classpath:console/**/*.js");
        for (var file : files) {
            String url = file.getURL().toString();
            assertThat(page).contains(url.substring(url.lastIndexOf("/console/")));
        }
    }

    @Test
    void whatABrowserHasIsNotSentAgainAndANewVersionIsAskedForEachTime() throws Exception {
        HttpResponse<byte[]> first = get("/console/main.js");
        String etag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> again = get("/console/main.js", "If-None-Match", etag);

        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void itIsZippedForWhoTakesThat() throws Exception {
        byte[] plain = get("/console/lib/preact.js").body();
        HttpResponse<byte[]> zipped = get("/console/lib/preact.js", "Accept-Encoding", "br, gzip");

        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.body().length).isLessThan(plain.length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console/nothing.js",
                "/console/..%2fapplication.yml",
                "/console/%2e%2e/application.yml",
                "/console/..;/application.yml",
                "/console/pure",
                "/console//main.js",
                "/console/main.js%00.css",
                "/console/lib/../../application.yml"
            })
    void noOtherNameLeadsToAFile(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(new String(answer.body(), UTF_8)).doesNotContain("spring:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gateway/view", "/gateway/view/stream", "/gateway/observers/orders-1"})
    void withoutAClusterThereIsNoViewAndItSaysWhy(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new String(answer.body(), UTF_8))
                .contains(
                        "\"type\":\"urn:bellwether:problem:no-cluster\"",
                        "\"code\":\"no-cluster\"",
                        "\"instance\":\"" + path + "\"",
                        "\"hint\":");
    }

    @Test
    void itCannotBeWrittenTo() throws Exception {
        var request = HttpRequest.newBuilder(uri("/console/main.js"))
                .PUT(HttpRequest.BodyPublishers.ofString("alert(1)"))
                .build();

        assertThat(CLIENT.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
