package io.bellwether.coordinator.api;

import io.bellwether.coordinator.config.ConfigAnswer;
import io.bellwether.coordinator.config.ConfigItem;
import io.bellwether.coordinator.config.ConfigLimits;
import io.bellwether.coordinator.config.ConfigNamespace;
import io.bellwether.coordinator.config.ConfigStore;
import io.bellwether.coordinator.config.ConfigView;
import io.bellwether.coordinator.storage.Payload.Config;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/config}: the replicated configuration, by namespace and key. */
@RestController
@RequestMapping("/api/v1/config")
final class ConfigController {

    private static final int PAGE = 100;

    /** Bytes of the body of a new namespace: every byte of a value may be written in six characters. */
    private static final int NAMESPACE_BODY_BYTES_MAX = 6 * ConfigLimits.REPLACE_BYTES_MAX;

    private final ConfigStore store;
    private final Agreement agreement;

    ConfigController(ConfigStore store, Agreement agreement) {
        this.store = store;
        this.agreement = agreement;
    }

    /** All namespaces. */
    record Namespaces(long version, List<NamespaceEntry> namespaces) {}

    record NamespaceEntry(String namespace, long version, int keys) {}

    /**
     * A page of a namespace.
     *
     * @param next What to give as {@code after} for the next page, null on the last.
     */
    record Listing(
            String namespace,
            long version,
            int total,
            List<Entry> items,
            @Nullable String next) {}

    /** One key; {@code value} is null unless values were asked for. */
    record Entry(
            String key,
            long version,
            Instant changed,
            String mediaType,
            long bytes,
            @Nullable String value) {}

    /** What a write came to. */
    record Written(String namespace, @Nullable String key, long version) {}

    @GetMapping
    Namespaces namespaces(@RequestParam(required = false) @Nullable String consistency) {
        agreement.reach(consistency);
        ConfigView view = store.view();
        return new Namespaces(
                view.version(),
                view.namespaces().values().stream()
                        .map(each -> new NamespaceEntry(
                                each.name(), each.version(), each.items().size()))
                        .toList());
    }

    @GetMapping("/{namespace}")
    ResponseEntity<Listing> list(
            @PathVariable String namespace,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(defaultValue = "false") boolean values,
            @RequestParam(required = false) @Nullable String consistency) {
        int itemsMax = Numbers.within("limit", limit, 1, ConfigLimits.KEYS_MAX, PAGE);
        agreement.reach(consistency);
        ConfigView view = store.view();
        ConfigNamespace found = view.namespace(namespace);
        if (found == null) {
            throw noNamespace(namespace);
        }
        List<ConfigItem> items = view.items(namespace, after, itemsMax);
        boolean more =
                !items.isEmpty() && !items.getLast().key().equals(found.items().lastKey());
        return ResponseEntity.ok()
                .eTag(Preconditions.tag(found.version()))
                .body(new Listing(
                        namespace,
                        found.version(),
                        found.items().size(),
                        items.stream().map(item -> entry(item, values)).toList(),
                        more ? items.getLast().key() : null));
    }

    private static Entry entry(ConfigItem item, boolean withValue) {
        return new Entry(
                item.key(),
                item.version(),
                Instant.ofEpochMilli(item.wallMillis()),
                item.mediaType(),
                item.value().getBytes(StandardCharsets.UTF_8).length,
                withValue ? item.value() : null);
    }

    @GetMapping("/{namespace}/{key}")
    ResponseEntity<byte[]> get(
            @PathVariable String namespace,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String consistency) {
        agreement.reach(consistency);
        ConfigItem item = store.view().item(namespace, key);
        if (item == null) {
            throw ProblemBodies.unknown(
                    "config-key-unknown",
                    "there is no key '%s' in namespace '%s'".formatted(key, namespace),
                    "GET /api/v1/config/%s lists the keys".formatted(namespace),
                    Map.of("namespace", namespace, "key", key));
        }
        // No Last-Modified: clients would ask by it, and wall clocks jump and have one second for many versions.
        return ResponseEntity.ok()
                .eTag(Preconditions.tag(item.version()))
                .header("Content-Type", item.mediaType())
                // Whoever may write could otherwise have a browser run what they wrote.
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(item.value().getBytes(StandardCharsets.UTF_8));
    }

    @PutMapping("/{namespace}/{key}")
    ResponseEntity<Written> put(@PathVariable String namespace, @PathVariable String key, HttpServletRequest request)
            throws IOException {
        String value = Body.text(request, ConfigLimits.VALUE_BYTES_MAX);
        var item = new Config.Item(key, ValueType.of(request), value);
        return write(request, new Config.Put(namespace, item, Preconditions.of(request)), key);
    }

    @PutMapping("/{namespace}")
    ResponseEntity<Written> replace(@PathVariable String namespace, HttpServletRequest request) throws IOException {
        Config.Condition condition = Preconditions.required(request);
        List<Config.Item> items = ValueType.items(Body.object(request, NAMESPACE_BODY_BYTES_MAX));
        return write(request, new Config.Replace(namespace, items, condition), null);
    }

    @DeleteMapping("/{namespace}/{key}")
    ResponseEntity<Written> delete(
            @PathVariable String namespace, @PathVariable String key, HttpServletRequest request) {
        return write(request, new Config.Delete(namespace, key, Preconditions.of(request)), key);
    }

    @DeleteMapping("/{namespace}")
    ResponseEntity<Written> clear(@PathVariable String namespace, HttpServletRequest request) {
        return write(request, new Config.Clear(namespace, Preconditions.required(request)), null);
    }

    private ResponseEntity<Written> write(HttpServletRequest request, Config change, @Nullable String key) {
        String id = CommandId.of(request);
        String fault = ConfigLimits.fault(change);
        if (fault != null) {
            throw invalid(fault);
        }
        var answer = (ConfigAnswer) agreement.write(id, change);
        if (answer.result() != ConfigAnswer.Result.DONE) {
            throw refusal(change.namespace(), answer);
        }
        boolean deleted = change instanceof Config.Delete || change instanceof Config.Clear;
        var response = ResponseEntity.status(answer.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .header(CommandId.HEADER, id);
        if (!deleted) {
            response.eTag(Preconditions.tag(answer.version()));
        }
        return response.body(new Written(change.namespace(), key, answer.version()));
    }

    private static RefusalException refusal(String namespace, ConfigAnswer answer) {
        return switch (answer.result()) {
            case CONDITION_FAILED ->
                new RefusalException(
                                HttpStatus.PRECONDITION_FAILED,
                                "config-version-conflict",
                                answer.detail(),
                                "read it again, decide again, and send the version that you read as If-Match")
                        .with("currentVersion", answer.version());
            case UNKNOWN ->
                ProblemBodies.unknown(
                        "config-key-unknown",
                        answer.detail(),
                        "GET /api/v1/config/%s lists the keys".formatted(namespace),
                        Map.of("namespace", namespace));
            case FULL ->
                new RefusalException(
                        HttpStatus.CONFLICT,
                        "config-full",
                        answer.detail(),
                        "delete what is not needed; the store is for settings and not for data");
            case INVALID -> invalid(answer.detail());
            case ID_REUSED -> CommandId.reused(answer.detail());
            case DONE -> throw new IllegalStateException("not refused: " + answer);
        };
    }

    private static RefusalException invalid(String fault) {
        return new RefusalException(
                HttpStatus.BAD_REQUEST, "config-invalid", fault, "the limits are in docs/config-store.md");
    }

    private static RefusalException noNamespace(String namespace) {
        return ProblemBodies.unknown(
                "config-namespace-unknown",
                "there is no namespace '%s'".formatted(namespace),
                "GET /api/v1/config lists the namespaces; the first key makes one",
                Map.of("namespace", namespace));
    }
}
