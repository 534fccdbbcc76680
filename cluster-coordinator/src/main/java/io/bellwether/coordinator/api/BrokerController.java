package io.bellwether.coordinator.api;

import io.bellwether.coordinator.registry.Registration;
import io.bellwether.coordinator.registry.Registry;
import io.bellwether.coordinator.registry.RegistryAnswer;
import io.bellwether.coordinator.registry.RegistryLimits;
import io.bellwether.coordinator.registry.RegistryView;
import io.bellwether.coordinator.storage.Payload.Registry.Register;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/register-broker} and {@code GET /api/list-brokers}: brokers say that they are there, and where. */
@RestController
final class BrokerController {

    /** As what brokers are in the registry. */
    private static final String SERVICE = "broker";

    private final Registry registry;
    private final Agreement agreement;

    BrokerController(Registry registry, Agreement agreement) {
        this.registry = registry;
        this.agreement = agreement;
    }

    /**
     * One broker.
     *
     * @param ttl Milliseconds that a registration stands.
     * @param expiresInMs Milliseconds that it still stands if it is not renewed, of cluster time.
     */
    record Broker(
            String id,
            String host,
            int port,
            String health,
            Map<String, String> metadata,
            Instant registered,
            long ttl,
            long expiresInMs) {}

    /** All brokers that stand. */
    record Brokers(int total, List<Broker> brokers) {}

    @PostMapping("/api/register-broker")
    ResponseEntity<Broker> register(HttpServletRequest request) throws IOException {
        String id = CommandId.of(request);
        Register register = BrokerForm.read(SERVICE, request);
        String fault = RegistryLimits.fault(register);
        if (fault != null) {
            throw BrokerForm.invalid(fault);
        }
        return switch ((RegistryAnswer) agreement.write(id, register)) {
            case RegistryAnswer.Registered(var registration, boolean created, long clusterNanos) ->
                ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
                        .header(CommandId.HEADER, id)
                        .body(broker(registration, clusterNanos));
            case RegistryAnswer.Refused(boolean full, String detail) ->
                throw full
                        ? new RefusalException(
                                HttpStatus.CONFLICT,
                                "registry-full",
                                detail,
                                "registrations that are not renewed end by themselves; try again later")
                        : BrokerForm.invalid(detail);
            case RegistryAnswer.Ticked ticked -> throw new IllegalStateException("a registration is no tick");
        };
    }

    @GetMapping("/api/list-brokers")
    Brokers list(@RequestParam(required = false) @Nullable String consistency) {
        agreement.reach(consistency);
        RegistryView view = registry.view();
        List<Broker> brokers = view.instances(SERVICE).stream()
                .map(each -> broker(each, view.clusterNanos()))
                .toList();
        return new Brokers(brokers.size(), brokers);
    }

    private static Broker broker(Registration registration, long clusterNanos) {
        return new Broker(
                registration.instance(),
                registration.host(),
                registration.port(),
                registration.health().name(),
                registration.metadata(),
                Instant.ofEpochMilli(registration.sinceWallMillis()),
                registration.ttlMillis(),
                TimeUnit.NANOSECONDS.toMillis(Math.max(0, registration.endsNanos() - clusterNanos)));
    }
}
