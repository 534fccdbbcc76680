package io.bellwether.spring.settings;

import io.bellwether.protocol.message.Rumour.Profile;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** What the description of the service must keep to, since all of it has to fit into one datagram. */
final class ServiceRules {

    /** Entries for those of the application; the others are ours. */
    private static final int METADATA_MAX = 10;

    /** Characters for those of the application: keys and values of ours take up to 435 of 1,024. */
    private static final int METADATA_CHARACTERS_MAX = 580;

    private ServiceRules() {}

    /**
     * Judges the settings.
     *
     * @param name Under which name others find the service, empty if it has none.
     */
    static void judge(List<String> problems, ClusterProperties.Service service, String name) {
        text(problems, "cluster.service.name (by default spring.application.name)", name);
        url(problems, "cluster.service.url", ClusterProperties.text(service.url()));
        url(problems, "cluster.service.public-url", ClusterProperties.text(service.publicUrl()));
        url(problems, "cluster.service.metrics-url", ClusterProperties.text(service.metricsUrl()));
        int characters = 0;
        for (var entry : service.metadata().entrySet()) {
            String key = entry.getKey();
            characters += key.length() + entry.getValue().length();
            if (key.isEmpty() || key.length() > Profile.KEY_MAX || !isPrintable(key)) {
                problems.add("a key of cluster.service.metadata must be 1 to %d printable characters of ASCII, got '%s'"
                        .formatted(Profile.KEY_MAX, key));
            }
            text(problems, "cluster.service.metadata." + key, entry.getValue());
        }
        if (service.metadata().size() > METADATA_MAX || characters > METADATA_CHARACTERS_MAX) {
            problems.add(
                    "cluster.service.metadata must be at most %d entries of %d characters in all, got %d of %d: every member keeps them, and they travel in one datagram"
                            .formatted(
                                    METADATA_MAX,
                                    METADATA_CHARACTERS_MAX,
                                    service.metadata().size(),
                                    characters));
        }
    }

    private static void url(List<String> problems, String setting, String value) {
        text(problems, setting, value);
        if (!value.isEmpty() && !isHttp(value)) {
            problems.add("%s must be a URL like http://host:8080, got '%s'".formatted(setting, value));
        }
    }

    private static boolean isHttp(String value) {
        try {
            URI uri = new URI(value);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            // What the parser says of it helps nobody: the message shows one that works.
            return false;
        }
    }

    private static void text(List<String> problems, String setting, String value) {
        if (value.length() > Profile.VALUE_MAX || !isPrintable(value)) {
            problems.add("%s must be at most %d printable characters of ASCII, got '%s'"
                    .formatted(setting, Profile.VALUE_MAX, value));
        }
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
