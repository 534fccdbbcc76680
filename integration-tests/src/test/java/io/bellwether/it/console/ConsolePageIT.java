package io.bellwether.it.console;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules of the console, and its page before a script instead of a gateway. */
class ConsolePageIT extends ScriptedPage {

    private static final Path PICTURES = Path.of("target/console");
    private static final int UPDATES = 60;
    private static final int ROUNDS_MAX = 4;
    private static final int CHANGES = 40;
    private static final double UPDATE_MILLIS_MOST = 50;

    @Test
    void theModulesThatDecideDoWhatTheirTestsSay() {
        browser.go(gateway.address() + "/tests/index.html");

        await("the tests of the modules")
                .atMost(ofSeconds(20))
                .until(() -> browser.run("return window.results") != null
                        || !browser.all("parsererror").isEmpty());
        List<?> results = (List<?>) browser.ask("window.results");
        assertThat(results).hasSizeGreaterThan(40);
        for (Object each : results) {
            Map<?, ?> result = (Map<?, ?>) each;
            assertThat(result.get("failure"))
                    .as(String.valueOf(result.get("name")))
                    .isNull();
        }
        assertThat(browser.errors()).isEmpty();
    }

    /** An update is the message taken in and drawn; both are measured by the page, and long tasks by the browser. */
    @ParameterizedTest
    @ValueSource(strings = {"overview", "topology", "members"})
    void aThousandMembersAreUpdatedInAtMostFiftyMilliseconds(String view) throws Exception {
        browser.beforeEachPage("""
                window.updates = []; window.long = [];
                new PerformanceObserver((list) => list.getEntries().forEach((each) => {
                  if (each.name === 'bellwether.take') window.updates.push(0);
                  if (each.name.startsWith('bellwether.') && window.updates.length > 0) {
                    window.updates[window.updates.length - 1] += each.duration;
                  }
                })).observe({entryTypes: ['measure']});
                new PerformanceObserver((list) => list.getEntries().forEach((each) => window.long.push(each.duration)))
                  .observe({entryTypes: ['longtask']});
                """);
        var crowd = new Crowd();
        gateway.send("full", crowd.complete());
        browser.go(gateway.address() + "/#/" + view);
        await("a thousand members are shown")
                .atMost(ofSeconds(20))
                .until(() -> browser.text(".headline, .detail").contains("of 1000 can serve"));

        Pace pace = pace(crowd, view);
        // The best of some: what others do on this machine is no property of the page.
        for (int round = 1; round < ROUNDS_MAX && !pace.isSmooth(); round++) {
            pace = pace(crowd, view);
        }

        assertThat(pace.isSmooth()).as("at the end %s", pace).isTrue();
        assertThat(browser.errors()).allMatch(error -> error.contains("/api/"));
        browser.screenshot(PICTURES.resolve("thousand-%s-dark.png".formatted(view)));
    }

    /**
     * How the page kept up.
     *
     * @param p95 Milliseconds that an update took.
     * @param longTasks Tasks of more than 50 ms, drawing by the browser included.
     */
    private record Pace(double p95, double longTasks) {

        boolean isSmooth() {
            return p95 <= UPDATE_MILLIS_MOST && longTasks <= UPDATES * 0.05;
        }
    }

    private Pace pace(Crowd crowd, String view) throws InterruptedException {
        browser.run("window.updates.length = 0; window.long.length = 0");
        sendUpdates(crowd);
        var pace = new Pace(percentile("window.updates"), browser.number("window.long.length"));
        System.out.printf(
                "console, 1,000 members, %s: %d updates of %d members: p95 %.1f ms, worst %.1f ms, %.0f long tasks%n",
                view, UPDATES, CHANGES, pace.p95(), browser.number("Math.max(...window.updates)"), pace.longTasks());
        return pace;
    }

    /** Five a second, as the gateway sends them at most. */
    private void sendUpdates(Crowd crowd) throws InterruptedException {
        var sent = new AtomicInteger();
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            var updates = timer.scheduleAtFixedRate(
                    () -> {
                        if (sent.getAndIncrement() < UPDATES) {
                            gateway.send("delta", crowd.delta(CHANGES));
                        }
                    },
                    0,
                    200,
                    TimeUnit.MILLISECONDS);
            await("all updates were taken")
                    .atMost(ofSeconds(60))
                    .pollInterval(ofMillis(500))
                    .until(() -> browser.number("window.updates.length") >= UPDATES);
            updates.cancel(false);
        }
    }

    private double percentile(String numbers) {
        return browser.number(
                "((all) => all.sort((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1])(" + numbers + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light"})
    void everyColourOfTextReachesTheContrastOfAaOnEverySurface(String scheme) {
        browser.scheme(scheme);
        browser.go(gateway.address() + "/");

        Object low = browser.ask("""
                (() => {
                  const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
                  const luminance = (name) => {
                    const probe = document.body.appendChild(document.createElement('i'));
                    probe.style.color = `var(--${name})`;
                    const [r, g, b] = getComputedStyle(probe).color.match(/\\d+/g).map((each) => channel(each / 255));
                    probe.remove();
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                  };
                  const contrast = (one, other) => {
                    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
                    return (high + 0.05) / (low + 0.05);
                  };
                  const texts = ['ink', 'quiet', 'healthy', 'degraded', 'unreachable', 'recovering', 'quarantined', 'maintenance'];
                  const pairs = texts.flatMap((text) => ['surface', 'panel', 'raised'].map((ground) => [text, ground]));
                  return [...pairs, ['on-primary', 'healthy']].filter(([text, ground]) => contrast(text, ground) < 4.5).join(' ');
                })()""");

        assertThat(low).isEqualTo("");
    }

    @Test
    void withoutAGatewayThePageSaysSoAndTriesAgain() {
        browser.go(gateway.address() + "/");
        await("it is told")
                .atMost(ofSeconds(15))
                .until(() -> browser.text(".headline").contains("does not answer"));

        gateway.send("full", new Crowd().complete());
        // The stream that was given up takes the first one with it.
        await("it is live").atMost(ofSeconds(30)).pollInterval(ofMillis(500)).until(() -> {
            gateway.send("full", new Crowd().complete());
            return !browser.all("[data-link=live]").isEmpty();
        });
    }

    @Test
    void aViewThatStandsStillSaysSinceWhenAndGreysItself() {
        gateway.send("full", new Crowd().complete());
        browser.go(gateway.address() + "/");
        browser.awaitSight("[data-link=live]", ofSeconds(15));

        browser.awaitSight(".body.is-stale", ofSeconds(15));

        assertThat(browser.text(".liveness")).containsPattern("not live for \\d+ s");
        assertThat(browser.text(".detail")).contains("The gateway has not answered for");
        browser.screenshot(PICTURES.resolve("stale-dark.png"));
    }

    @Test
    void theKeyboardDoesWhatTheListSays() {
        gateway.send("full", new Crowd().complete());
        browser.go(gateway.address() + "/");
        browser.awaitSight("[data-link=live]", ofSeconds(15));

        browser.press("3");
        browser.awaitSight("[data-view=members]", ofSeconds(5));
        browser.press("j");
        browser.press("j");
        assertThat(browser.ask("document.activeElement.dataset.row")).isEqualTo("member-0001");
        browser.press("k");
        assertThat(browser.ask("document.activeElement.dataset.row")).isEqualTo("member-0000");
        browser.press("/");
        assertThat(browser.ask("document.activeElement.type")).isEqualTo("search");
        browser.run("document.activeElement.blur()");
        browser.press("?");
        browser.awaitSight("dialog.help[open]", ofSeconds(5));
    }
}
