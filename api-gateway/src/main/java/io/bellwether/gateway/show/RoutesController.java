package io.bellwether.gateway.show;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /gateway/routes}: which requests go where, and who gets how much of them, and why. */
@RestController
final class RoutesController {

    private final Routing routing;

    RoutesController(Routing routing) {
        this.routing = routing;
    }

    @GetMapping("/gateway/routes")
    Mono<Routing.Described> routes() {
        return routing.describe();
    }
}
