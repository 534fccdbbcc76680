package io.bellwether.coordinator.registry;

import io.bellwether.coordinator.storage.Payload.Registry.Register;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much the registry takes, and what a registration has to look like. */
public final class RegistryLimits {

    /** Registrations that stand at once, of all services together. */
    public static final int REGISTRATIONS_MAX = 1_000;

    public static final int NAME_CHARACTERS_MAX = 64;

    public static final int HOST_CHARACTERS_MAX = 253;

    public static final int METADATA_MAX = 16;

    /** Characters in one value of the metadata. */
    public static final int METADATA_CHARACTERS_MAX = 256;

    public static final long TTL_MILLIS_MIN = 1_000;

    /** One hour: what is not renewed that often is forgotten rather than registered. */
    public static final long TTL_MILLIS_MAX = 3_600_000;

    private static final int PORT_MAX = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]*");

    private RegistryLimits() {}

    /** What is wrong with a registration, null if nothing is. */
    public static @Nullable String fault(Register register) {
        if (!isName(register.service())) {
            return nameFault("service", register.service());
        }
        if (!isName(register.instance())) {
            return nameFault("id", register.instance());
        }
        String host = register.host();
        if (host.length() > HOST_CHARACTERS_MAX || !HOST.matcher(host).matches()) {
            return "host must be a name or an address of at most %d characters, got '%s'"
                    .formatted(HOST_CHARACTERS_MAX, shown(host));
        }
        if (register.port() < 1 || register.port() > PORT_MAX) {
            return "port must be 1 to %d, got %d".formatted(PORT_MAX, register.port());
        }
        if (register.ttlMillis() < TTL_MILLIS_MIN || register.ttlMillis() > TTL_MILLIS_MAX) {
            return "ttl must be 1 second to 1 hour, got %d ms".formatted(register.ttlMillis());
        }
        return metadataFault(register.metadata());
    }

    private static @Nullable String metadataFault(Map<String, String> metadata) {
        if (metadata.size() > METADATA_MAX) {
            return "metadata has at most %d entries, got %d".formatted(METADATA_MAX, metadata.size());
        }
        for (var each : metadata.entrySet()) {
            if (!isName(each.getKey())) {
                return nameFault("key of the metadata", each.getKey());
            }
            if (each.getValue().length() > METADATA_CHARACTERS_MAX
                    || !PRINTABLE.matcher(each.getValue()).matches()) {
                return "a value of the metadata has at most %d printable characters, that of '%s' is not so"
                        .formatted(METADATA_CHARACTERS_MAX, each.getKey());
            }
        }
        return null;
    }

    private static boolean isName(String name) {
        return name.length() <= NAME_CHARACTERS_MAX && NAME.matcher(name).matches();
    }

    private static String nameFault(String what, String name) {
        return "%s must be 1 to %d characters of a-z, A-Z, 0-9, '.', '_', '-', the first a letter or digit, got '%s'"
                .formatted(what, NAME_CHARACTERS_MAX, shown(name));
    }

    private static String shown(String text) {
        return text.length() > NAME_CHARACTERS_MAX ? text.substring(0, NAME_CHARACTERS_MAX) + "..." : text;
    }
}
