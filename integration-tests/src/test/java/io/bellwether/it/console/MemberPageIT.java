package io.bellwether.it.console;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of one member, before a script instead of a gateway. */
class MemberPageIT extends ScriptedPage {

    private static final String SUBJECT = "member-0005";
    private static final String EXPLAIN = "/api/cluster/members/" + SUBJECT + "/explain";
    private static final String OBSERVERS = "/gateway/observers/" + SUBJECT;

    private static final String ASKED = """
            {"member": "member-0005", "at": "2026-01-02T10:00:00Z", "observers": [
              {"observer": "member-0001", "verdict": null, "forMillis": null, "phi": null, "silentMillis": null, "unknown": "answered with 404"},
              {"observer": "member-0002", "verdict": "GOOD", "forMillis": 61000, "phi": 0.42, "silentMillis": 230, "unknown": null}]}""";

    @BeforeEach
    void gather() {
        gateway.send("full", new Crowd().complete());
    }

    private static String explained(String firstEdge) {
        return """
            {"observers": {"eligible": 1, "accusing": 0, "hearing": 1, "needed": 1, "each": [
              {"nodeId": "member-0001", "edge": %s, "forMillis": null, "phi": null, "lastBeatMillis": null, "counts": false, "inDoubt": false, "why": "has not reported"},
              {"nodeId": "member-0002", "edge": "GOOD", "forMillis": 60000, "phi": null, "lastBeatMillis": 200, "counts": true, "inDoubt": false, "why": null}]}}""".formatted(firstEdge);
    }

    private void look() {
        browser.go(gateway.address() + "/#/members/" + SUBJECT);
    }

    private String observer(int number) {
        return browser.text(".observers .observer:nth-child(%d)".formatted(number + 1));
    }

    @Test
    void anObserverThatHasNotReportedIsShownAsThat() {
        gateway.answers(EXPLAIN, explained("null"));

        look();

        browser.awaitSight(".observers", ofSeconds(15));
        assertThat(observer(1)).contains("member-0001", "not told");
        assertThat(observer(2)).contains("member-0002", "good");
    }

    @Test
    void phiIsThatOfEachObserverAndWhoCouldNotBeAskedSaysWhy() {
        gateway.answers(EXPLAIN, explained("\"GOOD\""));
        gateway.answers(OBSERVERS, ASKED);

        look();

        await("phi")
                .atMost(ofSeconds(15))
                .untilAsserted(() -> assertThat(observer(2)).contains("0.4"));
        assertThat(observer(1)).contains("good", "–");
        assertThat(browser.ask("document.querySelector('.observers .observer:nth-child(2) .number').title"))
                .isEqualTo("member-0001 answered with 404");
    }

    @Test
    void whileNoCoordinatorExplainsTheObserversAreAskedAllTheSame() {
        gateway.answers(OBSERVERS, ASKED);

        look();

        browser.awaitSight(".observers", ofSeconds(15));
        assertThat(browser.text(".problem")).contains("No coordinator explains");
        assertThat(observer(1)).contains("member-0001", "not told");
        assertThat(observer(2)).contains("member-0002", "good", "0.4", "1 m 1 s");
    }

    @Test
    void whatCannotBeDrawnLeavesTheRestOfThePageLive() {
        gateway.answers(EXPLAIN, explained("5"));

        look();

        browser.awaitSight(".empty", ofSeconds(15));
        assertThat(browser.text(".empty")).contains("This cannot be drawn", "toLowerCase");
        browser.awaitSight("[data-link=live]", ofSeconds(5));
        browser.press("1");
        await("another view is drawn")
                .atMost(ofSeconds(5))
                .until(() -> browser.text(".headline").contains("of 1000 can serve"));
        gateway.answers(EXPLAIN, explained("\"GOOD\""));
        look();
        browser.awaitSight(".observers", ofSeconds(5));
        assertThat(browser.errors())
                .filteredOn(error -> error.contains("TypeError"))
                .hasSize(1);
    }
}
