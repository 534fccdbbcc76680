package io.bellwether.cli.layout;

import io.bellwether.devservices.app.AppImage;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.node.Health;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Place;
import io.bellwether.devservices.process.JvmFlags;
import io.bellwether.devservices.process.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One of our own services, run from its jar. */
final class AppNode implements Node {

    private static final Duration HTTP_LIMIT = Duration.ofSeconds(2);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(HTTP_LIMIT)
            .build();

    private final Home home;
    private final AppImage image;
    private final App app;

    /**
     * What is run.
     *
     * @param name The node's.
     * @param place Where it runs.
     * @param port Where it serves HTTP.
     * @param otherPorts On which it listens for connections too.
     * @param archiveWriter Whether this node writes the archive of loaded classes that its siblings only read.
     * @param arguments To the application.
     */
    record App(
            String name,
            Place place,
            int port,
            List<Integer> otherPorts,
            List<String> jvmFlags,
            boolean archiveWriter,
            List<String> arguments) {

        App {
            otherPorts = List.copyOf(otherPorts);
            jvmFlags = List.copyOf(jvmFlags);
            arguments = List.copyOf(arguments);
        }
    }

    AppNode(Home home, AppImage image, App app) {
        this.home = home;
        this.image = image;
        this.app = app;
    }

    @Override
    public String name() {
        return app.name();
    }

    @Override
    public List<Integer> ports() {
        return Stream.concat(Stream.of(app.port()), app.otherPorts().stream()).toList();
    }

    @Override
    public Place place() {
        return app.place();
    }

    @Override
    public String fingerprint() {
        var jdk = JvmFlags.release();
        return "%s %s %s %s".formatted(image.digest(), app, jdk, new TreeMap<>(environment()));
    }

    @Override
    public String marker() {
        return new Marker(home.folder(), app.name()).argument();
    }

    @Override
    public ProcessSpec prepare() {
        image.extract();
        var command = new ArrayList<String>();
        command.add(JvmFlags.java());
        command.add(marker());
        command.addAll(app.jvmFlags());
        command.addAll(JvmFlags.sharedArchive(image.sharedArchive(), app.archiveWriter()));
        command.add("-jar");
        command.add(image.mainJar().toString());
        command.addAll(app.arguments());
        return new ProcessSpec(app.place().command(command), environment(), directory(), home.output(app.name()));
    }

    @Override
    public Health health() {
        var request = HttpRequest.newBuilder(URI.create("http://%s:%d/actuator/health/readiness"
                        .formatted(app.place().address(), app.port())))
                .timeout(HTTP_LIMIT)
                .build();
        try {
            int status =
                    HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 ? Health.healthy() : Health.notYet("readiness answers " + status);
        } catch (java.net.http.HttpTimeoutException e) {
            return Health.notYet("no answer within %d s".formatted(HTTP_LIMIT.toSeconds()));
        } catch (IOException e) {
            return Health.notYet("does not listen yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.notYet("interrupted");
        }
    }

    private Path directory() {
        return Home.privateFolder(home.data(app.name()));
    }

    private Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        environment.put("SERVER_ADDRESS", app.place().address());
        environment.put("SERVER_PORT", Integer.toString(app.port()));
        environment.put("CLUSTER_NODE_ID", app.name());
        return environment;
    }
}
