package io.bellwether.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.config.ConfigLimits;
import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.host.OutcomeUnknownException;
import io.bellwether.protocol.membership.NodeId;
import java.net.URI;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class ConfigApiTest {

    private final AtOnce consensus = new AtOnce();
    private final MockMvcTester rest = Rest.on(consensus);

    @Test
    void whatIsPutComesBackAsItWas() {
        MvcTestResult created = put("/app/greeting", "hello").exchange();
        assertThat(created).hasStatus(201).hasHeader(HttpHeaders.ETAG, "\"1\"");
        assertThat(created)
                .bodyJson()
                .isStrictlyEqualTo("{\"namespace\": \"app\", \"key\": \"greeting\", \"version\": 1}");

        MvcTestResult got = get("/app/greeting").exchange();
        assertThat(got)
                .hasStatusOk()
                .hasHeader(HttpHeaders.ETAG, "\"1\"")
                .hasHeader(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8")
                .doesNotContainHeader(HttpHeaders.LAST_MODIFIED)
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        assertThat(got).hasBodyTextEqualTo("hello");
    }

    @Test
    void jsonStaysJsonAndWhatCurlSendsByItselfIsText() {
        assertThat(put("/app/a", "{\"x\": 1}").contentType(MediaType.APPLICATION_JSON))
                .hasStatus(201);
        assertThat(put("/app/b", "a=b").contentType(MediaType.APPLICATION_FORM_URLENCODED))
                .hasStatus(201);

        assertThat(get("/app/a"))
                .hasHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .hasBodyTextEqualTo("{\"x\": 1}");
        assertThat(get("/app/b"))
                .hasHeader(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8")
                .hasBodyTextEqualTo("a=b");
    }

    @Test
    void aReaderThatHasThePresentVersionIsNotSentItAgain() {
        put("/app/a", "1").exchange();

        assertThat(get("/app/a").header(HttpHeaders.IF_NONE_MATCH, "\"1\"")).hasStatus(304);
        assertThat(get("/app/a").header(HttpHeaders.IF_NONE_MATCH, "\"2\"")).hasStatusOk();
    }

    @Test
    void compareAndSetByTag() {
        put("/app/a", "1").exchange();

        assertThat(put("/app/a", "2").header(HttpHeaders.IF_MATCH, "\"1\""))
                .hasStatusOk()
                .hasHeader(HttpHeaders.ETAG, "\"2\"");
        MvcTestResult late =
                put("/app/a", "3").header(HttpHeaders.IF_MATCH, "\"1\"").exchange();
        assertProblem(late, 412, "config-version-conflict");
        assertThat(late).bodyJson().extractingPath("$.currentVersion").isEqualTo(2);
        assertProblem(
                put("/app/a", "3").header(HttpHeaders.IF_NONE_MATCH, "*").exchange(), 412, "config-version-conflict");
        assertThat(put("/app/b", "1").header(HttpHeaders.IF_NONE_MATCH, "*")).hasStatus(201);
        assertThat(put("/app/a", "4").header(HttpHeaders.IF_MATCH, "*")).hasStatusOk();
        assertProblem(put("/app/c", "1").header(HttpHeaders.IF_MATCH, "*").exchange(), 412, "config-version-conflict");
        assertThat(get("/app/a")).hasBodyTextEqualTo("4");
    }

    @Test
    void aTagThatCannotMatchFailsAndOneThatIsNoneIsNamed() {
        put("/app/a", "1").exchange();

        for (String foreign : new String[] {"W/\"1\"", "\"abc\"", "\"0\"", "\"99999999999999999999\"", "\"\""}) {
            assertProblem(
                    put("/app/a", "2").header(HttpHeaders.IF_MATCH, foreign).exchange(),
                    412,
                    "config-version-conflict");
        }
        for (String malformed : new String[] {"1", "\"1", "\"1\", \"2\"", ""}) {
            assertProblem(
                    put("/app/a", "2").header(HttpHeaders.IF_MATCH, malformed).exchange(), 400, "bad-parameter");
        }
        assertProblem(
                put("/app/a", "2").header(HttpHeaders.IF_NONE_MATCH, "\"1\"").exchange(), 400, "bad-parameter");
        assertProblem(
                put("/app/a", "2")
                        .header(HttpHeaders.IF_NONE_MATCH, "*")
                        .header(HttpHeaders.IF_MATCH, "*")
                        .exchange(),
                400,
                "bad-parameter");
        assertThat(get("/app/a")).hasBodyTextEqualTo("1");
    }

    @Test
    void aKeyIsDeletedAndThenUnknown() {
        put("/app/a", "1").exchange();
        put("/app/b", "1").exchange();

        assertProblem(
                delete("/app/a").header(HttpHeaders.IF_MATCH, "\"7\"").exchange(), 412, "config-version-conflict");
        assertThat(delete("/app/a").header(HttpHeaders.IF_MATCH, "\"1\""))
                .hasStatusOk()
                .doesNotContainHeader(HttpHeaders.ETAG);
        assertProblem(get("/app/a").exchange(), 404, "config-key-unknown");
        assertProblem(delete("/app/a").exchange(), 404, "config-key-unknown");
        assertProblem(get("/none/a").exchange(), 404, "config-key-unknown");
        assertProblem(get("/none").exchange(), 404, "config-namespace-unknown");
    }

    @Test
    void aNamespaceIsListedPageByPage() {
        IntStream.range(0, 5).forEach(i -> put("/app/k" + i, "v" + i).exchange());

        MvcTestResult first = get("/app?limit=2").exchange();
        assertThat(first).hasHeader(HttpHeaders.ETAG, "\"5\"");
        assertThat(first).bodyJson().isStrictlyEqualTo("""
                        {"namespace": "app", "version": 5, "total": 5, "next": "k1", "items": [
                        {"key": "k0", "version": 1, "changed": "2026-01-02T10:30:45Z",
                         "mediaType": "text/plain;charset=UTF-8", "bytes": 2, "value": null},
                        {"key": "k1", "version": 2, "changed": "2026-01-02T10:30:45Z",
                         "mediaType": "text/plain;charset=UTF-8", "bytes": 2, "value": null}]}""");
        assertThat(get("/app?limit=2&after=k1"))
                .bodyJson()
                .extractingPath("$.next")
                .isEqualTo("k3");
        assertThat(get("/app?limit=2&after=k3&values=true"))
                .bodyJson()
                .hasPathSatisfying("$.next", next -> next.assertThat().isNull())
                .extractingPath("$.items[0].value")
                .isEqualTo("v4");
        assertThat(get(""))
                .bodyJson()
                .isStrictlyEqualTo(
                        "{\"version\": 5, \"namespaces\": [{\"namespace\": \"app\", \"version\": 5, \"keys\": 5}]}");
    }

    @Test
    void aWholeNamespaceIsChangedOnlyBySayingWhatItWas() {
        put("/app/a", "1").exchange();
        put("/app/b", "1").exchange();

        assertProblem(delete("/app").exchange(), 428, "precondition-required");
        assertProblem(put("/app", "{\"a\": \"2\"}").exchange(), 428, "precondition-required");
        assertProblem(
                put("/app", "{\"a\": \"2\"}")
                        .header(HttpHeaders.IF_MATCH, "\"1\"")
                        .exchange(),
                412,
                "config-version-conflict");
        assertThat(put("/app", "{\"a\": \"2\", \"c\": {\"x\": [1]}}").header(HttpHeaders.IF_MATCH, "\"2\""))
                .hasStatusOk()
                .hasHeader(HttpHeaders.ETAG, "\"3\"");
        assertThat(get("/app/a")).hasBodyTextEqualTo("2");
        assertThat(get("/app/b")).hasStatus(404);
        assertThat(get("/app/c"))
                .hasHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .hasBodyTextEqualTo("{\"x\":[1]}");
        assertThat(delete("/app").header(HttpHeaders.IF_MATCH, "*")).hasStatusOk();
        assertThat(get("/app")).hasStatus(404);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsRead() {
        String fitting = "x".repeat(ConfigLimits.VALUE_BYTES_MAX);

        assertThat(put("/app/a", fitting)).hasStatus(201);
        assertProblem(put("/app/a", fitting + "x").exchange(), 413, "body-too-large");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertProblem(put("/app/a%20b", "1").exchange(), 400, "config-invalid");
        assertProblem(put("/app/" + "k".repeat(201), "1").exchange(), 400, "config-invalid");
        assertProblem(
                put("/app/a", "1").contentType("text/plain;charset=latin1").exchange(), 415, "media-type-unsupported");
        assertProblem(put("/app/a", "1").header("Content-Type", "nonsense").exchange(), 415, "media-type-unsupported");
        assertProblem(put("/app/a", "1").header("Content-Type", "*/*").exchange(), 415, "media-type-unsupported");
        assertProblem(
                authorized(rest.put().uri("/api/v1/config/app/a"))
                        .content(new byte[] {(byte) 0xff, 'a'})
                        .exchange(),
                400,
                "body-not-text");
        for (String body : new String[] {"", "[]", "{", "{} {}", "{\"a\": 1, \"a\": 2}", "{\"a\""}) {
            assertProblem(put("/app", body).header(HttpHeaders.IF_MATCH, "*").exchange(), 400, "body-malformed");
        }
        assertProblem(put("/app", "{}").header(HttpHeaders.IF_NONE_MATCH, "*").exchange(), 400, "config-invalid");
        assertProblem(get("/app?limit=0").exchange(), 400, "bad-parameter");
        assertProblem(get("/app?limit=x").exchange(), 400, "bad-parameter");
        assertProblem(get("/app/a?consistency=fresh").exchange(), 400, "bad-parameter");
        assertProblem(put("/app/a", "1").header("Idempotency-Key", "a b").exchange(), 400, "bad-parameter");
        assertProblem(
                put("/app/a", "1").header("Idempotency-Key", "x".repeat(101)).exchange(), 400, "bad-parameter");
        assertProblem(authorized(rest.post().uri("/api/v1/config/app/a")).exchange(), 405, "method-not-allowed");
        assertThat(consensus.replica.config.view().version())
                .as("no state changed")
                .isZero();
    }

    @Test
    void aWriteThatIsSentTwiceIsCarriedOutOnce() {
        MvcTestResult first =
                put("/app/a", "1").header("Idempotency-Key", "my-1").exchange();
        put("/app/a", "2").exchange();

        MvcTestResult second =
                put("/app/a", "1").header("Idempotency-Key", "my-1").exchange();

        assertThat(first).hasStatus(201).hasHeader("Idempotency-Key", "my-1");
        assertThat(second).hasStatus(201).hasHeader(HttpHeaders.ETAG, "\"1\"");
        assertThat(get("/app/a")).hasBodyTextEqualTo("2");
        assertProblem(put("/app/a", "3").header("Idempotency-Key", "my-1").exchange(), 422, "idempotency-key-reused");
    }

    @Test
    void anAnswerNamesTheIdThatWasMadeForItsWrite() {
        String one = id(put("/app/a", "1").exchange());
        String other = id(put("/app/a", "1").exchange());

        assertThat(one).hasSize(36).isNotEqualTo(other);
    }

    @Test
    void withoutALeaderWritesMayBeTriedAgainAndReadsGoOn() {
        put("/app/a", "1").exchange();
        consensus.failure = new NotProposedException("No leader available", null);

        MvcTestResult refused = put("/app/a", "2").exchange();
        assertProblem(refused, 503, "no-leader");
        assertThat(refused).hasHeader(HttpHeaders.RETRY_AFTER, "1");
        assertThat(refused).bodyJson().extractingPath("$.detail").isEqualTo("No leader available");
        assertThat(get("/app/a?consistency=stale")).hasStatusOk().hasBodyTextEqualTo("1");
        assertThat(get("/app/a")).hasStatusOk();
        MvcTestResult read = get("/app/a?consistency=linearizable").exchange();
        assertProblem(read, 503, "no-linearizable-read");
        assertThat(read).hasHeader(HttpHeaders.RETRY_AFTER, "2");
    }

    @Test
    void aFollowerSendsWritesToTheLeader() {
        consensus.failure = new NotProposedException("This coordinator does not lead", new NodeId("coordinator-2"));

        MvcTestResult sent = put("/app/a", "2").exchange();

        assertProblem(sent, 307, "not-leader");
        assertThat(sent).hasHeader(HttpHeaders.LOCATION, "http://localhost:8084/api/v1/config/app/a");
    }

    @Test
    void whereTheLeaderCannotBeReachedFromOutsideTheWriteIsToBeTriedAgain() {
        consensus.failure = new NotProposedException("This coordinator does not lead", new NodeId("coordinator-3"));

        MvcTestResult refused = put("/app/a", "2").exchange();

        assertProblem(refused, 503, "not-leader");
        assertThat(refused).hasHeader(HttpHeaders.RETRY_AFTER, "1");
    }

    @Test
    void aWriteOfUnknownOutcomeNamesTheIdToAskAgainWith() {
        consensus.failure = new OutcomeUnknownException("No majority has answered for 10 s");

        MvcTestResult unknown = put("/app/a", "1").exchange();

        assertProblem(unknown, 504, "write-outcome-unknown");
        String id = id(unknown, "$.idempotencyKey");
        assertThat(unknown)
                .bodyJson()
                .extractingPath("$.hint")
                .isEqualTo("send it again with the header Idempotency-Key: " + id + ", and it is carried out once");
    }

    @Test
    void aLogThatSaysNothingHoldsNoRequestForEver() {
        consensus.silent = true;

        assertProblem(put("/app/a", "1").exchange(), 504, "write-outcome-unknown");
        assertProblem(get("/app?consistency=linearizable").exchange(), 503, "no-linearizable-read");
    }

    @Test
    void onlyALinearizableReadAsksTheLog() {
        put("/app/a", "1").exchange();

        get("/app/a").exchange();
        get("/app/a?consistency=stale").exchange();
        assertThat(consensus.barriers).isZero();
        assertThat(get("/app/a?consistency=linearizable")).hasStatusOk();
        assertThat(get("/app?consistency=linearizable")).hasStatusOk();
        assertThat(get("?consistency=linearizable")).hasStatusOk();
        assertThat(consensus.barriers).isEqualTo(3);
    }

    @Test
    void aFullStoreSaysSo() {
        IntStream.range(0, ConfigLimits.NAMESPACES_MAX)
                .forEach(i -> put("/n" + i + "/k", "").exchange());

        assertProblem(put("/more/k", "").exchange(), 409, "config-full");
    }

    private MockMvcRequestBuilder get(String path) {
        return rest.get().uri("/api/v1/config" + path);
    }

    private MockMvcRequestBuilder put(String path, String body) {
        return authorized(rest.put().uri(URI.create("/api/v1/config" + path)).content(body));
    }

    private MockMvcRequestBuilder delete(String path) {
        return authorized(rest.delete().uri("/api/v1/config" + path));
    }

    private static MockMvcRequestBuilder authorized(MockMvcRequestBuilder request) {
        return request.header(HttpHeaders.AUTHORIZATION, "Bearer " + Rest.TOKEN);
    }

    private static String id(MvcTestResult result) {
        return Objects.requireNonNull(result.getResponse().getHeader("Idempotency-Key"));
    }

    private static String id(MvcTestResult result, String path) {
        var found = new String[1];
        assertThat(result).bodyJson().extractingPath(path).asString().satisfies(text -> found[0] = text);
        return found[0];
    }

    static void assertProblem(MvcTestResult result, int status, String code) {
        assertThat(result).hasStatus(status).hasContentType("application/problem+json");
        assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(result).bodyJson().extractingPath("$.type").isEqualTo("urn:bellwether:problem:" + code);
        assertThat(result).bodyJson().extractingPath("$.hint").asString().isNotBlank();
    }
}
