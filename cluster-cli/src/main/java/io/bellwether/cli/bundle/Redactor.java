package io.bellwether.cli.bundle;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of texts: those that are known wherever they stand and however they are written, and whatever stands
 * behind a name that says that it is one.
 */
public final class Redactor {

    /** Stands in place of a secret. */
    public static final String WITHHELD = "(withheld)";

    private static final String SAYS_SO =
            "(?:password|passwd|passphrase|secret|token|credential|api[-_]?key|private[-_]?key)";
    private static final Pattern NAME = Pattern.compile(SAYS_SO, Pattern.CASE_INSENSITIVE);
    /**
     * What may follow: the rest of the name, a sign, a value. {@code password=x}, {@code "token": "x"}. The beginning of the
     * name does not matter; to look for it from every place of a long line would take for ever.
     */
    private static final Pattern ASSIGNED = Pattern.compile(
            "([\\w.-]{0,60})(\\\\?[\"']?\\s{0,3}[=:]\\s{0,3})"
                    + "(\\\\\"[^\"\\\\]*+(?:\\\\\")?|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,200}+\"?|'[^']*+'?|[^\\s\"',;&)}\\]]++)");

    private static final Pattern BEARER =
            Pattern.compile("\\b(Bearer|Basic)\\s+[\\w.~+/=-]{6,}", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s@:\"']{0,200}:[^/\\s@\"']{0,200}@");
    private static final Pattern KEY_BLOCK = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)", Pattern.DOTALL);
    /** Shorter ones would be found in every other word. */
    private static final int LENGTH_MIN = 4;

    private static final Set<String> NO_SECRETS = Set.of("true", "false", "null", "none");

    private final List<String> known;
    private final AtomicInteger withheld = new AtomicInteger();

    /** One that knows these. */
    public Redactor(Collection<String> secrets) {
        Set<String> written = new LinkedHashSet<>();
        secrets.stream()
                .map(String::strip)
                .filter(secret ->
                        secret.length() >= LENGTH_MIN && !NO_SECRETS.contains(secret.toLowerCase(Locale.ROOT)))
                .flatMap(Redactor::spellings)
                .forEach(written::add);
        // A secret that is part of another would leave the rest of that one.
        this.known = written.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> spellings(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                secret.replace("\\", "\\\\").replace("\"", "\\\""),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether what is called so is a secret itself; a file that holds one is none. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).find() && !isFile(name);
    }

    /** The text without secrets. */
    public String clean(String text) {
        var clean = text;
        for (var secret : known) {
            int at = clean.indexOf(secret);
            if (at >= 0) {
                withheld.incrementAndGet();
                clean = clean.replace(secret, WITHHELD);
            }
        }
        clean = KEY_BLOCK.matcher(clean).replaceAll(found -> counted(WITHHELD));
        clean = BEARER.matcher(clean).replaceAll(found -> counted(found.group(1) + " " + WITHHELD));
        clean = USER_INFO.matcher(clean).replaceAll(found -> counted(found.group(1) + WITHHELD + "@"));
        return withoutAssigned(clean);
    }

    private String withoutAssigned(String text) {
        var clean = new StringBuilder();
        var name = NAME.matcher(text);
        var rest = ASSIGNED.matcher(text);
        int taken = 0;
        int from = 0;
        while (name.find(from)) {
            from = name.end();
            rest.region(from, text.length());
            if (rest.lookingAt() && isTaken(rest.group(1), rest.group(3))) {
                clean.append(text, taken, rest.start(3)).append(quoted(rest.group(3)));
                taken = rest.end();
                from = taken;
            }
        }
        return clean.append(text, taken, text.length()).toString();
    }

    private static boolean isTaken(String restOfName, String value) {
        return !isFile(restOfName) && !value.equals(WITHHELD) && !NO_SECRETS.contains(value);
    }

    /** What reads it must still be able to: a text stays a text. */
    private String quoted(String value) {
        var quote =
                value.startsWith("\\\"") ? "\\\"" : value.startsWith("\"") ? "\"" : value.startsWith("'") ? "'" : "";
        return quote + counted(WITHHELD) + quote;
    }

    private static boolean isFile(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("file");
    }

    private String counted(String replacement) {
        withheld.incrementAndGet();
        return replacement;
    }

    /** How often something was taken out. */
    public int withheld() {
        return withheld.get();
    }
}
