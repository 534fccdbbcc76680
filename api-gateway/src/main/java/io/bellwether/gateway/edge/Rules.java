package io.bellwether.gateway.edge;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** What is refused at the door, whatever the route. Pure: a request in, a reason out. */
final class Rules {

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE);
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** What one program reads as one path and the next as another. */
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "//|/\\.\\.?(/|$)|;|\\\\|%2e|%2f|%5c|%25|%3b|%00|%0[0-9a-f]|%1[0-9a-f]|%7f", Pattern.CASE_INSENSITIVE);

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);
    private static final String CLUSTER = "x-cluster-";
    private static final String X_FORWARDED = "x-forwarded-";
    private static final String FORWARDED = "forwarded";
    private static final String X_REAL_IP = "x-real-ip";

    private final List<Network> proxies;
    private final Set<String> hosts;
    private final Set<String> origins;
    private final boolean isOnLoopback;

    /**
     * The rules.
     *
     * @param hosts Names that are taken besides the loopback ones, where it listens on loopback only.
     * @param origins Other sites whose pages may write.
     */
    Rules(List<Network> proxies, Set<String> hosts, Set<String> origins, boolean isOnLoopback) {
        this.proxies = List.copyOf(proxies);
        this.hosts = hosts;
        this.origins = origins;
        this.isOnLoopback = isOnLoopback;
    }

    /** A request as far as the rules look at it. */
    record Head(
            HttpMethod method,
            String rawPath,
            HttpHeaders headers,
            @Nullable InetAddress peer) {}

    Optional<Refusal> refusal(Head head) {
        if (!METHODS.contains(head.method())) {
            return Optional.of(Refusal.METHOD);
        }
        if (isAmbiguous(head.rawPath())) {
            return Optional.of(Refusal.PATH);
        }
        if (isOnLoopback && !isKnownHost(head.headers().getFirst(HttpHeaders.HOST))) {
            return Optional.of(Refusal.HOST);
        }
        boolean isBelieved = isProxy(head.peer());
        for (String name : head.headers().headerNames()) {
            if (startsWith(name, CLUSTER)) {
                return Optional.of(Refusal.INTERNAL);
            }
            if (!isBelieved
                    && (startsWith(name, X_FORWARDED)
                            || name.equalsIgnoreCase(FORWARDED)
                            || name.equalsIgnoreCase(X_REAL_IP))) {
                return Optional.of(Refusal.FORWARDED);
            }
        }
        // A script of another site may not read what it asks for, but it may talk over a WebSocket.
        boolean isTalk = !READING.contains(head.method()) || head.headers().getUpgrade() != null;
        return isTalk && isCrossSite(head.headers()) ? Optional.of(Refusal.ORIGIN) : Optional.empty();
    }

    private static boolean isAmbiguous(String path) {
        // Most paths have nothing that could be: these are looked for without an expression, and first.
        boolean mayBe = path.indexOf('%') >= 0
                || path.indexOf(';') >= 0
                || path.indexOf('\\') >= 0
                || path.contains("//")
                || path.contains("/.");
        return mayBe && AMBIGUOUS.matcher(path).find();
    }

    /** Without making another text of it: this is done for each header of each request. */
    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    boolean isProxy(@Nullable InetAddress peer) {
        return peer != null && !proxies.isEmpty() && Network.isAny(proxies, peer);
    }

    private boolean isKnownHost(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String host = withoutPort(header);
        return LOOPBACK.matcher(host).matches() || hosts.contains(host);
    }

    /** Browsers say where a script comes from; whoever is none of them need not. */
    private boolean isCrossSite(HttpHeaders headers) {
        String origin = headers.getFirst(HttpHeaders.ORIGIN);
        if (origin != null) {
            return !origins.contains(origin) && !authority(origin).equalsIgnoreCase(host(headers));
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static String host(HttpHeaders headers) {
        String host = headers.getFirst(HttpHeaders.HOST);
        return host == null ? "" : host;
    }

    /** Host and port of an origin; what is none matches nothing. */
    private static String authority(String origin) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority == null ? "-" : authority;
        } catch (URISyntaxException e) {
            return "-";
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
