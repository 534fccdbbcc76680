package io.bellwether.coordinator.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nothing be changed without the operator token, whatever the path: whoever adds one need not think of it. The only
 * exception are the agents' own requests, which carry the cluster secret instead and are checked where they are answered.
 */
final class OperatorGuard extends OncePerRequestFilter {

    private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");
    private static final String SCHEME = "Bearer ";

    /** The path as it was sent: none that something later could read as another. */
    private static final Pattern OF_AGENTS = Pattern.compile("/internal/v1/[a-z-]+");

    private final @Nullable OperatorToken token;

    /** A guard that knows no token lets nothing through. */
    OperatorGuard(@Nullable OperatorToken token) {
        this.token = token;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!READING.contains(request.getMethod())
                && !OF_AGENTS.matcher(request.getRequestURI()).matches()) {
            RefusalException refusal = judge(request.getHeader(HttpHeaders.AUTHORIZATION));
            if (refusal != null) {
                refuse(refusal, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private @Nullable RefusalException judge(@Nullable String authorization) {
        if (token == null) {
            return new RefusalException(
                    HttpStatus.FORBIDDEN,
                    "operator-token-not-set",
                    "this coordinator has no operator token, so nothing can be changed over HTTP",
                    "start it with cluster.operator.token-file naming a file that holds one; `openssl rand -hex 32`"
                            + " makes a token");
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new RefusalException(
                    HttpStatus.UNAUTHORIZED,
                    "operator-token-missing",
                    "a request that changes something carries the operator token",
                    "send the header Authorization: Bearer TOKEN");
        }
        return token.isSameAs(authorization.substring(SCHEME.length()).strip())
                ? null
                : new RefusalException(
                        HttpStatus.UNAUTHORIZED,
                        "operator-token-wrong",
                        "this is not the operator token of this cluster",
                        "look into the file that cluster.operator.token-file of the coordinators names");
    }

    private static void refuse(RefusalException refusal, HttpServletResponse response) throws IOException {
        response.setStatus(refusal.status().value());
        if (refusal.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"bellwether\"");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(ProblemBodies.json(refusal));
    }
}
