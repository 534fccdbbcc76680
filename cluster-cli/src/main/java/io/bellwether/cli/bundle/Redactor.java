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
import java.util.regex.MatchResult;
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
    /** {@code password=x}, {@code "token": "x"}. Names have an end: without one a long line would be looked at for ever. */
    private static final Pattern ASSIGNED = Pattern.compile(
            "([\\w.-]{0,60}" + SAYS_SO + "[\\w.-]{0,60})(\\\\?[\"']?\\s{0,3}[=:]\\s{0,3})"
                    + "(\\\\\"[^\"\\\\]*+(?:\\\\\")?|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,200}+\"?|'[^']*+'?|[^\\s\"',;&)}\\]]++)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BEARER =
            Pattern.compile("\\b(Bearer|Basic)\\s+[\\w.~+/=-]{6,}", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s@\"']*:[^/\\s@\"']*@");
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
        return NAME.matcher(name).find() && !name.toLowerCase(Locale.ROOT).endsWith("file");
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
        return ASSIGNED.matcher(clean).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(assigned(found)));
    }

    private String assigned(MatchResult found) {
        var value = found.group(3);
        if (!isSecret(found.group(1)) || value.equals(WITHHELD) || NO_SECRETS.contains(value)) {
            return found.group();
        }
        // What reads it must still be able to: a text stays a text.
        var quote =
                value.startsWith("\\\"") ? "\\\"" : value.startsWith("\"") ? "\"" : value.startsWith("'") ? "'" : "";
        return found.group(1) + found.group(2) + quote + counted(WITHHELD) + quote;
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
