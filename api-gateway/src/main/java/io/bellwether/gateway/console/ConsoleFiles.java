package io.bellwether.gateway.console;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The files of the console. They are few and small, so all of them are held in memory, zipped once: a request is
 * answered by a look-up of its exact name, and no name can lead out of a folder that is never looked into.
 */
@Component
final class ConsoleFiles {

    private static final String FOLDER = "console/";

    /** Under a name without its version, so that no page has to know which one is built in. */
    private static final Map<String, String> LIBRARIES =
            Map.of("lib/preact.js", "classpath*:META-INF/resources/webjars/preact/*/dist/preact.module.js");

    private final Map<String, ConsoleFile> files;

    ConsoleFiles() throws IOException {
        var resolver = new PathMatchingResourcePatternResolver(ConsoleFiles.class.getClassLoader());
        Map<String, ConsoleFile> found = new TreeMap<>();
        for (Resource resource : resolver.getResources("classpath:" + FOLDER + "**/*.*")) {
            String url = resource.getURL().toString();
            String name = url.substring(url.lastIndexOf("/" + FOLDER) + 1 + FOLDER.length());
            found.put(name, ConsoleFile.of(name, resource.getContentAsByteArray()));
        }
        for (var library : LIBRARIES.entrySet()) {
            Resource[] versions = resolver.getResources(library.getValue());
            if (versions.length != 1) {
                throw new IllegalStateException(
                        "one version of %s must be built in, got %d".formatted(library.getKey(), versions.length));
            }
            found.put(library.getKey(), ConsoleFile.of(library.getKey(), versions[0].getContentAsByteArray()));
        }
        files = Collections.unmodifiableMap(found);
    }

    /** The file with this name below {@code /console/}. */
    Optional<ConsoleFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
