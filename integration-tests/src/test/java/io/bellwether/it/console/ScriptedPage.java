package io.bellwether.it.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A browser before a script instead of a gateway, for each test another one. */
abstract class ScriptedPage {

    ScriptedGateway gateway;
    Browser browser;

    @BeforeEach
    final void open() throws IOException {
        assumeTrue(Browser.isInstalled(), Browser.MISSING);
        gateway = new ScriptedGateway();
        browser = Browser.open();
    }

    @AfterEach
    final void close() {
        if (browser != null) {
            browser.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }
}
