package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Place;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /internal/v1/place}: who this is and where it serves, for coordinators that do not know it by gossip. */
@RestController
final class PlaceController {

    private final Host host;

    PlaceController(Host host) {
        this.host = host;
    }

    /** As JSON, with the name as it is written everywhere. */
    record PlaceView(String id, String inside, String outside) {}

    @GetMapping("/internal/v1/place")
    PlaceView place(HttpServletRequest http) {
        Door.authorize(host, http);
        Place place = host.place();
        if (place == null) {
            throw new RefusalException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no-place",
                    "This coordinator is starting and does not know yet where it serves",
                    "Ask again in a second.");
        }
        return new PlaceView(
                place.id().name(), place.inside().toString(), place.outside().toString());
    }
}
