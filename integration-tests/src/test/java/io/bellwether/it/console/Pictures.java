package io.bellwether.it.console;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;

/** Pictures of views, to be looked at. */
final class Pictures {

    static final Path FOLDER = Path.of("target/console");

    private final Browser browser;

    Pictures(Browser browser) {
        this.browser = browser;
    }

    /** The same view dark, light, and as wide as a phone; nothing may stick out at the side. */
    void take(String name, String view, boolean phone) {
        browser.hash("#/" + view);
        browser.awaitSight(".panel", ofSeconds(10));
        await("it has loaded")
                .atMost(ofSeconds(10))
                .until(() -> browser.all(".loading").isEmpty());
        for (String scheme : List.of("dark", "light")) {
            browser.scheme(scheme);
            browser.screenshot(FOLDER.resolve(name + "-" + scheme + ".png"));
        }
        if (phone) {
            browser.size(375, 812);
            await("it has folded").atMost(ofSeconds(5)).until(() -> browser.number("innerWidth") == 375);
            assertThat(browser.number("document.documentElement.scrollWidth"))
                    .as(name)
                    .isLessThanOrEqualTo(375);
            int height = (int) browser.number("document.documentElement.scrollHeight");
            browser.size(375, Math.min(height, 2400));
            browser.screenshot(FOLDER.resolve(name + "-phone.png"));
            browser.usualSize();
        }
        browser.scheme("dark");
    }
}
