package io.bellwether.it.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.it.launcher.Launcher;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The console before one system, and what happens to that one thing after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

    private static final double FIRST_VIEW_MILLIS_MOST = 1000;
    private static final int LOADS_MAX = 10;
    private static final int TRANSFERRED_MOST = 1_000_000;
    private static final int KILL_TO_SCREEN_MILLIS_MOST = 6000;
    private static final int COMMIT_TO_SCREEN_MILLIS_MOST = 500;
    private static final int READERS_MAX = 64;

    private String gateway = "";
    private ConsoleSystem system = new ConsoleSystem(new Launcher(Path.of("unset")));
    private Browser browser;
    private Pictures pictures;

    @BeforeAll
    void bringUp(@TempDir Path folder) {
        assumeTrue(Browser.isInstalled(), Browser.MISSING);
        system = new ConsoleSystem(new Launcher(folder.resolve("home")));
        gateway = system.bringUp();
        browser = Browser.open();
        pictures = new Pictures(browser);
    }

    @AfterAll
    void clean() {
        if (browser != null) {
            browser.close();
            system.clean();
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
    void everyViewOpensWithoutAnErrorAndAsksNoOtherHost() throws Exception {
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
        assertThat(system.observersOf("log-producer-1")).contains("coordinator-2", "log-consumer-1", "api-gateway-1");
    }

    @Test
    @Order(3)
    void aDrainFromTheConsoleTakesTrafficAwayAndTheTokenIsAskedForOnce() throws Exception {
        assertThat(system.producersOf(system.postLines())).contains("log-producer-3");

        browser.goAnew(gateway + "/#/members/log-producer-3");
        browser.click("[data-order=drain]");
        browser.type("dialog input[name=reason]", "a test drains it");
        browser.type("dialog input[name=token]", system.token());
        browser.type("dialog input[name=ttl]", "10m" + Keys.ENTER);

        await("the gateway sees it")
                .atMost(ofSeconds(10))
                .until(() -> system.state("log-producer-3").equals("DRAINING"));
        await("so does the page")
                .atMost(ofSeconds(5))
                .until(() -> browser.text(".member-name").contains("DRAINING"));
        assertThat(system.producersOf(system.postLines())).isNotEmpty().doesNotContain("log-producer-3");

        browser.click("[data-order=undrain]");
        browser.awaitSight("dialog button[type=submit]", ofSeconds(5));
        assertThat(browser.all("dialog input[name=token]")).isEmpty();
        browser.click("dialog button[type=submit]");
        await("it is back")
                .atMost(ofSeconds(10))
                .until(() -> system.state("log-producer-3").equals("HEALTHY"));
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
        assertThat(browser.errors()).allMatch(error -> error.contains("401"));
    }

    @Test
    @Order(5)
    void aLineThatWasJustPostedIsFoundByTheSearchThatFollows() throws Exception {
        String needle = "needle " + System.nanoTime();
        browser.goAnew(gateway + "/#/logs?tail=1&q=" + needle.replace(" ", "+"));
        browser.awaitSight(".empty", ofSeconds(10));

        system.post(
                "{\"level\": \"WARN\", \"service\": \"console-test\", \"message\": \"a %s in hay\"}".formatted(needle));

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
        browser.type(".editor input[name=token]", system.token());
        browser.click(".editor button[type=submit]");
        await("it is written")
                .atMost(ofSeconds(10))
                .until(() -> browser.text(".editor").contains("Written as version"));

        int status = system.coordinator("PUT", "/api/v1/config/console-test/greeting", "theirs");
        assertThat(status).isEqualTo(200);
        browser.type(".editor textarea", "mine");
        browser.click(".editor button[type=submit]");

        await("the conflict is shown")
                .atMost(ofSeconds(10))
                .until(() -> browser.text(".editor .problem").contains("theirs"));
        pictures.take("conflict", "config/console-test/greeting", false);
        browser.click(".editor .problem button:last-of-type");
        browser.click(".editor button[type=submit]");
        await("mine stands")
                .atMost(ofSeconds(10))
                .until(() -> system.get("/api/cluster/config/console-test/greeting?consistency=linearizable")
                        .equals("mine"));
    }

    @Test
    @Order(7)
    void theDemoTellsWhatThePageShowsMeanwhile() {
        browser.goAnew(gateway + "/#/topology");
        browser.awaitSight("[data-row=log-producer-3][data-state=HEALTHY]", ofSeconds(20));
        browser.errors();
        browser.run("""
                window.seen = new Set();
                new MutationObserver(() => document.querySelectorAll('[data-row]')
                  .forEach(({dataset}) => window.seen.add(`${dataset.row} ${dataset.state}`)))
                  .observe(document.body, {childList: true, subtree: true, attributes: true});
                """);

        String told = system.demo();

        System.out.println(told);
        assertThat(told)
                .contains("1  Load", "2  A pause", "3  A crash", "4  The leader is gone", "5  Recovery")
                .contains("a majority has agreed: UNREACHABLE", "another leads", "everybody is HEALTHY")
                .containsPattern("[\\d,]{4,} lines were sent, \\d+ failed");
        assertThat(browser.ask("[...window.seen].join()").toString())
                .contains(
                        "log-producer-2 UNREACHABLE",
                        "log-producer-2 RECOVERING",
                        "log-producer-3 UNREACHABLE",
                        "log-producer-3 RECOVERING");
        assertThat(browser.errors()).as("other than refusals").allMatch(error -> error.contains(" 50"));
    }

    @Test
    @Order(8)
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

        ProcessHandle process = system.process("log-producer-2");
        long killedAt = System.currentTimeMillis();
        assertThat(process.destroyForcibly()).isTrue();
        await("it is shown")
                .atMost(ofSeconds(20))
                .pollInterval(ofMillis(50))
                .until(() -> browser.run("return window.lostAt") != null);

        double shownAt = browser.number("window.lostAt");
        long committedAt = system.committedAt("log-producer-2", "UNREACHABLE");
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
        await("some that watched it have told, and nobody is said to hear it")
                .atMost(ofSeconds(5))
                .until(() -> browser.all(".edge-broken").size() >= 2
                        && browser.all(".edge-broken, .edge-untold").size() >= 6);
        assertThat(browser.ask("window.stays"))
                .as("without loading the page anew")
                .isEqualTo(true);
    }

    @Test
    @Order(9)
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
            pictures.take(view.replaceFirst("/.*/", "-").replace('/', '-'), view, true);
        }
        assertThat(Pictures.FOLDER.resolve("overview-light.png")).exists();
    }

    @Test
    @Order(10)
    void readersOfTheViewAreBoundedAndTheirPlacesComeBack() throws Exception {
        browser.go("about:blank");
        await("the page has let go").atMost(ofSeconds(10)).until(() -> system.readers() == 0);
        List<InputStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < READERS_MAX; i++) {
                HttpResponse<InputStream> stream = system.follow();
                assertThat(stream.statusCode()).isEqualTo(200);
                streams.add(stream.body());
            }
            HttpResponse<InputStream> refused = system.follow();
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(new String(refused.body().readAllBytes(), UTF_8)).contains("\"code\":\"too-many-streams\"");
        } finally {
            for (InputStream stream : streams) {
                stream.close();
            }
        }
        await("their places are free").atMost(ofSeconds(20)).until(() -> system.readers() == 0);
    }

    @Test
    @Order(11)
    void thePageComesBackByItselfAfterTheGatewayHasRestarted() {
        browser.goAnew(gateway + "/#/overview");
        browser.awaitSight("[data-link=live] .tile", ofSeconds(20));
        browser.run("window.stays = true");

        Thread restart = Thread.ofVirtual().start(() -> system.restart("api-gateway-1"));
        browser.awaitSight(".body.is-stale", ofSeconds(60));
        browser.awaitSight("[data-link=live]", ofSeconds(90));

        assertThat(browser.ask("window.stays")).isEqualTo(true);
        await("the restart is over").atMost(ofSeconds(90)).until(() -> !restart.isAlive());
    }

    @Test
    @Order(12)
    void withoutTheConsumerItTellsHowTheLagGrows() throws Exception {
        browser.goAnew(gateway + "/#/overview");
        browser.awaitSight("[data-link=live] .tile", ofSeconds(20));
        await("nothing waits").atMost(ofSeconds(20)).until(() -> lag() == 0);
        system.process("log-consumer-1").destroyForcibly();

        system.post("{\"level\": \"INFO\", \"service\": \"console-test\", \"message\": \"nobody stores it\"}");

        await("it grows").atMost(ofSeconds(40)).until(() -> lag() >= 10);
        await("it is told why")
                .atMost(ofSeconds(20))
                .until(() -> browser.text(".tile").contains("consumer away, lag"));
        // The next test brings it back.
    }

    /** The number of seconds that "Logs stored" shows as the lag, -1 where it shows none. */
    private double lag() {
        var told = Pattern.compile("lag ([\\d.]+) s").matcher(browser.text(".tile"));
        return told.find() ? Double.parseDouble(told.group(1)) : -1;
    }

    @Test
    @Order(13)
    void withoutRedisEverythingGoesOnAndItIsTold() throws Exception {
        browser.goAnew(gateway + "/#/overview");
        browser.awaitSight("[data-link=live] .tile", ofSeconds(20));
        String line = "{\"level\": \"INFO\", \"service\": \"console-test\", \"message\": \"without Redis\"}";
        system.process("redis").destroyForcibly();

        await("it is told").atMost(ofSeconds(20)).until(() -> {
            system.post(line);
            return browser.text(".detail").contains("Redis is away");
        });
        assertThat(system.get("/actuator/health")).contains("\"redis\":\"away\"");

        system.bringBack();
        await("it is over").atMost(ofSeconds(60)).until(() -> {
            system.post(line);
            return !browser.text(".detail").contains("Redis is away");
        });
        await("the consumer has caught up").atMost(ofSeconds(60)).until(() -> lag() >= 0 && lag() < 5);
    }

    @Test
    @Order(14)
    void withoutCoordinatorsItGoesOnFromWhatTheGatewaySees() throws Exception {
        await("the gateway is back among the members")
                .atMost(ofSeconds(60))
                .until(() -> system.state("api-gateway-1").equals("HEALTHY"));
        for (String coordinator : List.of("coordinator-1", "coordinator-2", "coordinator-3")) {
            system.kill(coordinator);
        }

        await("it is told")
                .atMost(ofSeconds(60))
                .until(() -> browser.text(".headline").contains("Writes are refused")
                        && browser.text(".tile").contains("2 short")
                        && browser.text(".liveness").contains("no coordinator answers"));
        assertThat(system.json("/api/logs?limit=1").get("items")).isNotEmpty();
        assertThat(system.refusal("{\"level\": \"INFO\", \"service\": \"console-test\", \"message\": \"refused\"}"))
                .contains("\"code\":\"read-only\"", "the cluster is read-only");
        assertThat(system.get("/actuator/health")).contains("\"table\":\"frozen\"");
        assertThat(system.json("/gateway/routes").get("table").get("frozen").asBoolean())
                .isTrue();
        assertThat(browser.all("[data-link=live] .node")).hasSizeGreaterThanOrEqualTo(5);
        pictures.take("no-coordinators", "overview", true);
        assertThat(browser.hosts()).containsExactly(URI.create(gateway).getAuthority());
    }
}
