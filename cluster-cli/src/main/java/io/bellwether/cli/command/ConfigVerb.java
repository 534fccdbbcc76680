package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads and changes the configuration that all coordinators keep. */
@Command(
        name = "config",
        description = "Reads and changes the configuration that the coordinators keep, by namespace and key.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigVerb.Get.class, ConfigVerb.Put.class, ConfigVerb.Delete.class, ConfigVerb.ListAll.class})
final class ConfigVerb extends VerbGroup {

    private static final String PATH = "/api/v1/config";

    private static String path(String namespace, String key) {
        return "%s/%s/%s".formatted(PATH, Paths.segment(namespace), Paths.segment(key));
    }

    /** The version that a change is made to, as a condition of the request. */
    private static Map<String, String> condition(@Nullable String version) {
        var headers = new TreeMap<String, String>();
        if (version != null) {
            headers.put(
                    version.equals("none") ? "If-None-Match" : "If-Match",
                    version.equals("none") ? "*" : "\"" + version + "\"");
        }
        return headers;
    }

    /** Prints a value. */
    @Command(name = "get", description = "Prints the value of a key.", mixinStandardHelpOptions = true)
    static final class Get implements Callable<Integer> {

        @Mixin
        private final ClusterContext cluster = new ClusterContext();

        @Parameters(index = "0", paramLabel = "NAMESPACE")
        private String namespace = "";

        @Parameters(index = "1", paramLabel = "KEY")
        private String key = "";

        @Option(names = "--latest", description = "What a majority agrees on now, and not what one coordinator knows.")
        private boolean latest;

        @Override
        public Integer call() {
            var query = latest ? "?consistency=linearizable" : "";
            Terminal.standard()
                    .out()
                    .println(cluster.client()
                            .get(path(namespace, key) + query)
                            .ok()
                            .body());
            return ExitCode.FINE;
        }
    }

    /** Sets a value. */
    @Command(name = "put", description = "Sets a key.", mixinStandardHelpOptions = true)
    static final class Put implements Callable<Integer> {

        @Mixin
        private final ClusterContext cluster = new ClusterContext();

        @Parameters(index = "0", paramLabel = "NAMESPACE")
        private String namespace = "";

        @Parameters(index = "1", paramLabel = "KEY")
        private String key = "";

        @Parameters(
                index = "2",
                paramLabel = "VALUE",
                arity = "0..1",
                description = "The value, unless --file gives it.")
        private @Nullable String value;

        @Option(names = "--file", paramLabel = "FILE", description = "A file that holds the value.")
        private @Nullable Path file;

        @Option(
                names = "--version",
                paramLabel = "N",
                description = "Only if it is at this version; none: only if new.")
        private @Nullable String version;

        @Override
        public Integer call() {
            var headers = condition(version);
            headers.put("Content-Type", "text/plain; charset=utf-8");
            var written = cluster.client()
                    .ask("PUT", path(namespace, key), text(), headers)
                    .json();
            Terminal.standard()
                    .out()
                    .printf(
                            "%s/%s is at version %s%n",
                            namespace, key, written.path("version").asString("?"));
            return ExitCode.FINE;
        }

        private String text() {
            var from = file;
            var told = value;
            if ((from == null) == (told == null)) {
                throw new StartProblem("Give the value or --file, and not both");
            }
            if (told != null) {
                return told;
            }
            try {
                return Files.readString(from);
            } catch (IOException e) {
                throw new StartProblem("The value cannot be read from %s (%s)".formatted(from, e.getMessage()), e);
            }
        }
    }

    /** Deletes a key. */
    @Command(name = "delete", description = "Deletes a key.", mixinStandardHelpOptions = true)
    static final class Delete implements Callable<Integer> {

        @Mixin
        private final ClusterContext cluster = new ClusterContext();

        @Parameters(index = "0", paramLabel = "NAMESPACE")
        private String namespace = "";

        @Parameters(index = "1", paramLabel = "KEY")
        private String key = "";

        @Option(names = "--version", paramLabel = "N", description = "Only if it is at this version.")
        private @Nullable String version;

        @Override
        public Integer call() {
            cluster.client()
                    .ask("DELETE", path(namespace, key), null, condition(version))
                    .ok();
            Terminal.standard().out().printf("%s/%s is deleted%n", namespace, key);
            return ExitCode.FINE;
        }
    }

    /** Lists namespaces, or the keys of one. */
    @Command(name = "list", description = "Lists the namespaces, or the keys of one.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {

        private static final int PAGE = 1000;

        @Mixin
        private final ClusterContext cluster = new ClusterContext();

        @Parameters(index = "0", paramLabel = "NAMESPACE", arity = "0..1")
        private @Nullable String namespace;

        @Override
        public Integer call() {
            var out = Terminal.standard().out();
            var chosen = namespace;
            if (chosen == null) {
                for (var each : cluster.client().get(PATH).json().path("namespaces")) {
                    out.printf(
                            "%-40s  %5s keys  version %s%n",
                            each.path("namespace").asString(),
                            each.path("keys").asString(),
                            each.path("version").asString());
                }
                return ExitCode.FINE;
            }
            String after = "";
            while (true) {
                var page = cluster.client()
                        .get("%s/%s?limit=%d%s".formatted(PATH, Paths.segment(chosen), PAGE, after))
                        .json();
                for (var item : page.path("items")) {
                    out.printf(
                            "%-40s  version %-8s  %s%n",
                            item.path("key").asString(),
                            item.path("version").asString(),
                            item.path("changed").asString());
                }
                if (!page.path("next").isString()) {
                    return ExitCode.FINE;
                }
                after = "&after=" + Paths.segment(page.path("next").asString());
            }
        }
    }
}
