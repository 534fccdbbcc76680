package io.bellwether.it.console;

import static java.time.Duration.ofMillis;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium that is installed on this machine; none is fetched. */
final class Browser implements AutoCloseable {

    /** Why tests that need one are skipped. */
    static final String MISSING = "Chromium or its driver is not installed: apt-get install chromium chromium-driver";

    private static final List<String> PROGRAMS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS = List.of(
            "/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver");
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 1000;

    private final ChromeDriver driver;
    private final List<String> errors = new ArrayList<>();
    private final Set<String> hosts = new TreeSet<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean isInstalled() {
        return first(PROGRAMS).isPresent() && first(DRIVERS).isPresent();
    }

    private static Optional<String> first(List<String> paths) {
        return paths.stream().filter(path -> Files.isExecutable(Path.of(path))).findFirst();
    }

    static Browser open() {
        var options = new ChromeOptions();
        options.setBinary(first(PROGRAMS).orElseThrow());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--window-size=%d,%d".formatted(WIDTH, HEIGHT));
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(first(DRIVERS).orElseThrow()))
                .withSilent(true)
                .build();
        var browser = new Browser(new ChromeDriver(service, options));
        browser.scheme("dark");
        return browser;
    }

    void go(String address) {
        driver.get(address);
    }

    /** A page as at the first visit: nothing kept, nothing open. */
    void goAnew(String address) {
        driver.get("about:blank");
        command("Network.clearBrowserCache", Map.of());
        driver.get(address);
    }

    /** To another address of the page that is open, without loading it anew. */
    void hash(String hash) {
        run("location.hash = arguments[0]", hash);
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What a script answers, which must not be null. */
    Object ask(String script, Object... arguments) {
        return requireNonNull(run("return " + script, arguments), script);
    }

    double number(String script, Object... arguments) {
        return ((Number) ask(script, arguments)).doubleValue();
    }

    /** Runs in every page before its own scripts. */
    void beforeEachPage(String script) {
        command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The element, as soon as there is one. */
    WebElement find(String selector) {
        awaitSight(selector, Duration.ofSeconds(10));
        return driver.findElement(By.cssSelector(selector));
    }

    void awaitSight(String selector, Duration most) {
        await(selector)
                .atMost(most)
                .pollInterval(ofMillis(50))
                .until(() -> !all(selector).isEmpty());
    }

    /** What stands on the page. */
    String text(String selector) {
        return String.valueOf(run(
                "return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent).join(' ')",
                selector));
    }

    void click(String selector) {
        find(selector);
        run("document.querySelector(arguments[0]).click()", selector);
    }

    /** Types into a field, over what stands there. */
    void type(String selector, String text) {
        WebElement field = find(selector);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void scheme(String scheme) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void size(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void usualSize() {
        size(WIDTH, HEIGHT);
    }

    void screenshot(Path file) {
        try {
            Files.createDirectories(requireNonNull(file.getParent()));
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Errors in the console of the pages since the last call. */
    List<String> errors() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .forEach(entry -> errors.add(entry.getMessage()));
        var found = List.copyOf(errors);
        errors.clear();
        return found;
    }

    /** Host and port of every request that has left the browser; one that it only considered is none. */
    Set<String> hosts() {
        for (var entry : driver.manage().logs().get(LogType.PERFORMANCE).getAll()) {
            JsonNode message = JsonMapper.shared().readTree(entry.getMessage()).get("message");
            if (message.get("method").asString().equals("Network.requestWillBeSentExtraInfo")) {
                hosts.add(message.at("/params/headers/Host").asString("none"));
            }
        }
        return Set.copyOf(hosts);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
