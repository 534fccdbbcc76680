package io.bellwether.gateway.console;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Serves the files of the console at {@code /} and {@code /console/}, with headers that let it do what it does and no more. */
@Configuration(proxyBeanMethods = false)
class ConsoleRoutes {

    private static final String PAGE = "index.html";
    private static final String PREFIX = "/console/";

    /** No script but its own files, no request but to this gateway, and nobody shows it inside a page of theirs. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final ConsoleFiles files;

    ConsoleRoutes(ConsoleFiles files) {
        this.files = files;
    }

    @Bean
    RouterFunction<ServerResponse> consoleRouter() {
        return RouterFunctions.route()
                .GET("/", request -> serve(request, PAGE))
                .HEAD("/", request -> serve(request, PAGE))
                .GET(PREFIX + "**", request -> serve(request, name(request)))
                .HEAD(PREFIX + "**", request -> serve(request, name(request)))
                .build();
    }

    private static String name(ServerRequest request) {
        return request.path().substring(PREFIX.length());
    }

    private Mono<ServerResponse> serve(ServerRequest request, String name) {
        return files.find(name)
                .map(file -> serve(request, file))
                .orElseGet(() -> Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    /** Kept by browsers and asked for each time: nothing travels twice, and a new version is seen at once. */
    private static Mono<ServerResponse> serve(ServerRequest request, ConsoleFile file) {
        boolean zipped = request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(accepted -> accepted.contains("gzip"));
        // With an ETag the answer is 304 by itself where the browser has it.
        var answer = ServerResponse.ok().contentType(file.type()).headers(headers -> {
            headers.setETag(file.etag());
            headers.setCacheControl("no-cache");
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            if (zipped) {
                headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
            }
        });
        return answer.bodyValue(zipped ? file.zipped() : file.plain());
    }
}
