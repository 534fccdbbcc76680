package io.bellwether.it.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.it.launcher.Launcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console before one system, and what happens to that one thing after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

    private static final Path PICTURES = Path.of("target/console");
    private static final double FIRST_VIEW_MILLIS_MOST = 1000;
    private static final int LOADS_MAX = 10;
    private static final int TRANSFERRED_MOST = 1_000_000;
    private static final int KILL_TO_SCREEN_MILLIS_MOST = 6000;
    private static final int COMMIT_TO_SCREEN_MILLIS_MOST = 500;
    private static final int READERS_MAX = 64;
    private static final int LINES = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private Launcher launcher = new Launcher(Path.of("unset"));
    private String gateway = "";
    private Browser browser;

    @BeforeAll
    void bringUp(@TempDir Path folder) {
        assumeTrue(Browser.isInstalled(), Browser.MISSING);
        launcher = new Launcher(folder.resolve("home"));
        launcher.run("up", "--free-ports", "--scale", "log-producer=3").succeeded();
        gateway = "http://127.0.0.1:" + launcher.port("api-gateway-1");
        browser = Browser.open();
    }

    @AfterAll
    void clean() {
        if (browser != null) {
            browser.close();
            launcher.run("clean", "--yes");
        }
    }

    @Test
    @Order(1)
    void theFirstViewIsThereWithinASecondAndIsSmall() {
        browser.beforeEachPage("""
                new MutationObserver((_, observer) => {
                  if (document.querySelector('.tile') && document.querySelector('.node')) {
                    window.shownAt = performance.now();
                    observer.disconnect();
                  }
                }).observe(document, {childList: true, subtree: true});
                """);
        List<Double> shown = new ArrayList<>();
        double transferred = 0;
        // The best of some: what others do on this machine is no property of the page.
        while (shown.size() < LOADS_MAX && shown.stream().noneMatch(each -> each <= FIRST_VIEW_MILLIS_MOST)) {
            browser.goAnew(gateway + "/");
            await("the first view").atMost(ofSeconds(20)).until(() -> browser.run("return window.shownAt") != null);
            shown.add(browser.number("window.shownAt"));
            transferred =
                    browser.number("['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))"
                            + ".reduce((sum, entry) => sum + entry.transferSize, 0)");
        }
        System.out.printf("console, first view: %s ms from navigation, %.0f bytes transferred%n", shown, transferred);
        assertThat(shown.getLast()).isLessThanOrEqualTo(FIRST_VIEW_MILLIS_MOST);
        assertThat(transferred).isBetween(10_000.0, (double) TRANSFERRED_MOST);
    }

    @Test
    @Order(2)
    void everyViewOpensWithoutAnErrorAndAsksNoOtherHost() {
        browser.errors();
        for (String view : List.of("topology", "members", "timeline", "config", "logs", "events", "overview")) {
            browser.hash("#/" + view);
            browser.awaitSight("[data-view=%s] .panel".formatted(view), ofSeconds(10));
            await("it has loaded")
                    .atMost(ofSeconds(10))
                    .until(() -> browser.all(".loading").isEmpty());
        }
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.hosts()).containsExactly(URI.create(gateway).getAuthority());
    }

    @Test
    @Order(3)
    void aDrainFromTheConsoleTakesTrafficAwayAndTheTokenIsAskedForOnce() throws Exception {
        assertThat(producersOf(postLines())).contains("log-producer-3");

        browser.hash("#/members/log-producer-3");
        browser.click("[data-order=drain]");
        browser.type("dialog input[name=reason]", "a test drains it");
        browser.type(
                "dialog input[name=token]",
                Files.readString(launcher.home().resolve("secrets/operator-token"))
                        .strip());
        browser.type("dialog input[name=ttl]", "10m" + Keys.ENTER);

        await("the gateway sees it")
                .atMost(ofSeconds(10))
                .until(() -> state("log-producer-3").equals("DRAINING"));
        await("so does the page")
                .atMost(ofSeconds(5))
                .until(() -> browser.text(".member-name").contains("DRAINING"));
        assertThat(producersOf(postLines())).isNotEmpty().doesNotContain("log-producer-3");

        browser.click("[data-order=undrain]");
        browser.awaitSight("dialog button[type=submit]", ofSeconds(5));
        assertThat(browser.all("dialog input[name=token]")).isEmpty();
        browser.click("dialog button[type=submit]");
        await("it is back")
                .atMost(ofSeconds(10))
                .until(() -> state("log-producer-3").equals("HEALTHY"));
        assertThat(browser.run("return Object.keys({...localStorage, ...sessionStorage}).join()"))
                .isEqualTo("");
    }

    @Test
    @Order(4)
    void aWrongTokenIsToldAndAskedForAgain() {
        browser.goAnew(gateway + "/#/members/log-producer-1");
        browser.click("[data-order=drain]");
        browser.type("dialog input[name=reason]", "never");
        browser.type("dialog input[name=token]", "wrong" + Keys.ENTER);

        await("it is told")
                .atMost(ofSeconds(10))
                .until(() -> browser.text("dialog .problem").contains("Not done"));
        assertThat(browser.all("dialog input[name=token]")).hasSize(1);
        browser.press(Keys.ESCAPE);
        assertThat(browser.errors()).allMatch(error -> error.contains("401") || error.contains("/gateway/routes"));
    }

    @Test
    @Order(5)
    void aLineThatWasJustPostedIsFoundByTheSearchThatFollows() throws Exception {
        String needle = "needle " + System.nanoTime();
        browser.goAnew(gateway + "/#/logs?tail=1&q=" + needle.replace(" ", "+"));
        browser.awaitSight(".empty", ofSeconds(10));

        post("{\"level\": \"WARN\", \"service\": \"console-test\", \"message\": \"a %s in hay\"}".formatted(needle));

        await("the line is on the page")
                .atMost(ofSeconds(10))
                .pollInterval(ofMillis(100))
                .until(() -> browser.text(".log-message").contains(needle));
        browser.hash("#/logs?q=" + needle.replace(" ", "+"));
        await("the histogram counts it")
                .atMost(ofSeconds(10))
                .until(() -> browser.text(".histogram-foot").contains("1 line"));
    }

    @Test
    @Order(6)
    void aConfigurationKeyThatSomebodyElseChangedMeanwhileIsNotOverwritten() throws Exception {
        browser.hash("#/config/console-test/greeting");
        browser.type(".editor textarea", "hello");
        browser.type(".editor input[name=token]", token());
        browser.click(".editor button[type=submit]");
        await("it is written")
                .atMost(ofSeconds(10))
                .until(() -> browser.text(".editor").contains("Written as version"));

        int status = coordinator("PUT", "/api/v1/config/console-test/greeting", "theirs");
        assertThat(status).isEqualTo(200);
        browser.type(".editor textarea", "mine");
        browser.click(".editor button[type=submit]");

        await("the conflict is shown")
                .atMost(ofSeconds(10))
                .until(() -> browser.text(".editor .problem").contains("theirs"));
        pictures("conflict", "config/console-test/greeting", false);
        browser.click(".editor .problem button:last-of-type");
        browser.click(".editor button[type=submit]");
        await("mine stands")
                .atMost(ofSeconds(10))
                .until(() -> get("/api/cluster/config/console-test/greeting?consistency=linearizable")
                        .equals("mine"));
    }

    @Test
    @Order(7)
    void aKilledMemberIsShownInColourAndCauseWithinSixSecondsAndHalfASecondAfterTheCommit() throws Exception {
        browser.goAnew(gateway + "/#/topology");
        browser.awaitSight("[data-row=log-producer-2][data-state=HEALTHY]", ofSeconds(20));
        browser.run("""
                window.stays = true;
                new MutationObserver((_, observer) => {
                  if (document.querySelector('[data-row=log-producer-2][data-state=UNREACHABLE]')) {
                    window.lostAt = Date.now();
                    observer.disconnect();
                  }
                }).observe(document.body, {childList: true, subtree: true, attributes: true});
                """);

        long killedAt = System.currentTimeMillis();
        kill("log-producer-2");
        await("it is shown")
                .atMost(ofSeconds(20))
                .pollInterval(ofMillis(50))
                .until(() -> browser.run("return window.lostAt") != null);

        double shownAt = browser.number("window.lostAt");
        long committedAt = committedAt("log-producer-2", "UNREACHABLE");
        System.out.printf(
                "console, a kill is on the screen after %.0f ms, %.0f ms after the commit%n",
                shownAt - killedAt, shownAt - committedAt);
        assertThat(shownAt - killedAt).isLessThanOrEqualTo(KILL_TO_SCREEN_MILLIS_MOST);
        assertThat(shownAt - committedAt).isLessThanOrEqualTo(COMMIT_TO_SCREEN_MILLIS_MOST);
        assertThat(browser.ask("document.querySelector('[data-row=log-producer-2]').getAttribute('aria-label')")
                        .toString())
                .contains("UNREACHABLE", "enough observers lost it");
        assertThat(browser.ask(
                        "getComputedStyle(document.querySelector('[data-row=log-producer-2] .node-none')).stroke"))
                .isEqualTo("rgb(239, 90, 90)");
        await("those that watched it have told")
                .atMost(ofSeconds(5))
                .until(() -> browser.all(".edge-broken").size() >= 6);
        assertThat(browser.ask("window.stays"))
                .as("without loading the page anew")
                .isEqualTo(true);
    }

    @Test
    @Order(8)
    void everyViewHasItsPictures() {
        for (String view : List.of(
                "overview",
                "topology",
                "members",
                "members/log-producer-1",
                "timeline",
                "config/console-test/greeting",
                "logs",
                "events")) {
            pictures(view.replaceFirst("/.*/", "-").replace('/', '-'), view, true);
        }
        assertThat(PICTURES.resolve("overview-light.png")).exists();
    }

    /** The same view dark, light, and as wide as a phone; nothing may stick out at the side. */
    private void pictures(String name, String view, boolean phone) {
        browser.hash("#/" + view);
        browser.awaitSight(".panel", ofSeconds(10));
        await("it has loaded")
                .atMost(ofSeconds(10))
                .until(() -> browser.all(".loading").isEmpty());
        for (String scheme : List.of("dark", "light")) {
            browser.scheme(scheme);
            browser.screenshot(PICTURES.resolve(name + "-" + scheme + ".png"));
        }
        if (phone) {
            browser.size(375, 812);
            await("it has folded").atMost(ofSeconds(5)).until(() -> browser.number("innerWidth") == 375);
            assertThat(browser.number("document.documentElement.scrollWidth"))
                    .as(name)
                    .isLessThanOrEqualTo(375);
            int height = (int) browser.number("document.documentElement.scrollHeight");
            browser.size(375, Math.min(height, 2400));
            browser.screenshot(PICTURES.resolve(name + "-phone.png"));
            browser.usualSize();
        }
        browser.scheme("dark");
    }

    @Test
    @Order(9)
    void readersOfTheViewAreBoundedAndTheirPlacesComeBack() throws Exception {
        browser.go("about:blank");
        await("the page has let go").atMost(ofSeconds(10)).until(() -> readers() == 0);
        List<InputStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < READERS_MAX; i++) {
                HttpResponse<InputStream> stream = follow();
                assertThat(stream.statusCode()).isEqualTo(200);
                streams.add(stream.body());
            }
            HttpResponse<InputStream> refused = follow();
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(new String(refused.body().readAllBytes(), UTF_8)).contains("\"code\":\"too-many-streams\"");
        } finally {
            for (InputStream stream : streams) {
                stream.close();
            }
        }
        await("their places are free").atMost(ofSeconds(20)).until(() -> readers() == 0);
    }

    @Test
    @Order(10)
    void thePageComesBackByItselfAfterTheGatewayHasRestarted() {
        browser.goAnew(gateway + "/#/overview");
        browser.awaitSight("[data-link=live] .tile", ofSeconds(20));
        browser.run("window.stays = true");

        Thread restart = Thread.ofVirtual()
                .start(() -> launcher.run("restart", "api-gateway-1").succeeded());
        browser.awaitSight(".body.is-stale", ofSeconds(60));
        browser.awaitSight("[data-link=live]", ofSeconds(90));

        assertThat(browser.ask("window.stays")).isEqualTo(true);
        await("the restart is over").atMost(ofSeconds(90)).until(() -> !restart.isAlive());
    }

    @Test
    @Order(11)
    void withoutCoordinatorsItGoesOnFromWhatTheGatewaySees() throws Exception {
        await("the gateway is back among the members")
                .atMost(ofSeconds(60))
                .until(() -> state("api-gateway-1").equals("HEALTHY"));
        for (String coordinator : List.of("coordinator-1", "coordinator-2", "coordinator-3")) {
            kill(coordinator);
        }

        await("it is told")
                .atMost(ofSeconds(60))
                .until(() -> browser.text(".headline").contains("Writes are refused")
                        && browser.text(".tile").contains("2 short")
                        && browser.text(".liveness").contains("no coordinator answers"));
        assertThat(browser.all("[data-link=live] .node")).hasSizeGreaterThanOrEqualTo(5);
        pictures("no-coordinators", "overview", true);
        assertThat(browser.hosts()).containsExactly(URI.create(gateway).getAuthority());
    }

    private void kill(String node) {
        launcher.run("kill", node).succeeded();
    }

    private HttpResponse<InputStream> follow() throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway + "/gateway/view/stream"))
                        .build(),
                BodyHandlers.ofInputStream());
    }

    private int readers() throws Exception {
        return get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("gateway_console_readers"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private String token() throws IOException {
        return Files.readString(launcher.home().resolve("secrets/operator-token"))
                .strip();
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(gateway + path)).build(), BodyHandlers.ofString())
                .body();
    }

    private JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(get(path));
    }

    private String state(String member) throws Exception {
        return json("/gateway/view")
                .get("members")
                .valueStream()
                .filter(each -> each.get("id").asString().equals(member))
                .map(each -> each.get("state").asString())
                .findFirst()
                .orElse("");
    }

    private long committedAt(String member, String state) throws Exception {
        return json("/api/cluster/events?limit=500")
                .get("events")
                .valueStream()
                .filter(event -> event.get("subject").asString().equals(member)
                        && event.path("to").asString("").equals(state))
                .mapToLong(event -> Instant.parse(event.get("time").asString()).toEpochMilli())
                .max()
                .orElseThrow();
    }

    /** Asks the coordinators themselves, whichever leads. */
    private int coordinator(String method, String path, String body) throws Exception {
        for (String node : List.of("coordinator-1", "coordinator-2", "coordinator-3")) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + launcher.port(node) + path))
                    .header("Authorization", "Bearer " + token())
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 307) {
                return status;
            }
        }
        throw new AssertionError("no coordinator leads");
    }

    private void post(String lines) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(gateway + "/api/logs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(lines))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    /** Lines of a service that nobody else writes, one request each. */
    private String postLines() throws Exception {
        String service = "service-" + System.nanoTime();
        for (int i = 0; i < LINES; i++) {
            post("{\"level\": \"INFO\", \"service\": \"%s\", \"message\": \"line %d\"}".formatted(service, i));
        }
        return service;
    }

    /** Which producers took the lines of this service. */
    private Set<String> producersOf(String service) throws Exception {
        await("the lines are stored")
                .atMost(ofSeconds(20))
                .until(() -> json("/api/logs?limit=1000&service=" + service)
                                .get("items")
                                .size()
                        == LINES);
        Set<String> producers = new TreeSet<>();
        requireNonNull(json("/api/logs?limit=1000&service=" + service).get("items"))
                .forEach(item -> producers.add(item.get("node").asString()));
        return producers;
    }
}
