package io.bellwether.benchmarks.gateway;

import io.bellwether.benchmarks.fleet.Folder;
import io.bellwether.benchmarks.http.HttpConnection;
import io.bellwether.benchmarks.process.ChildProcess;
import io.bellwether.devservices.app.AppImage;
import io.bellwether.devservices.home.FreePorts;
import io.bellwether.devservices.process.JvmFlags;
import io.bellwether.devservices.process.Processes;
import io.bellwether.simulation.report.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The service, and those that stand before it: ours, plain ones, and proxies that this machine has. */
final class Targets implements AutoCloseable {

    static final String DIRECT = "the service itself";
    static final String PLAIN = "plain gateway";
    static final String PLAIN_MVC = "plain, on MVC";
    static final String PATH = "/bench/item";

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int OK = 200;
    private static final int SILENCE_MILLIS_MAX = 5_000;
    private static final List<String> JVM =
            List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:MetaspaceSize=128m", "-XX:-UsePerfData");

    private final Path repository;
    private final Path folder = Folder.temporary("bellwether-gateway");
    private final TreeSet<Integer> taken = new TreeSet<>();
    private final List<ChildProcess> closing = new ArrayList<>();
    private final List<Target> all = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private Targets(Path repository) {
        this.repository = repository;
    }

    /** Starts them all, one after the other. */
    static Targets start(Path repository, List<String> ourFlags) throws IOException {
        var targets = new Targets(repository);
        try {
            targets.startAll(ourFlags);
            return targets;
        } catch (IOException | RuntimeException e) {
            targets.close();
            throw e;
        }
    }

    private void startAll(List<String> ourFlags) throws IOException {
        int service = freePort();
        List<String> stub = new ArrayList<>(List.of(JvmFlags.java()));
        stub.addAll(JVM);
        stub.addAll(List.of("-cp", System.getProperty("java.class.path"), StaticStub.class.getName()));
        stub.add(Integer.toString(service));
        child("the service", stub, service);
        all.add(new Target(DIRECT, service, null));
        gateway("api-gateway", Row.US, "webflux", service, ourFlags);
        gateway("benchmarks/plain-gateway", PLAIN, "webflux", service, List.of());
        gateway("benchmarks/plain-gateway-mvc", PLAIN_MVC, "webmvc", service, List.of());
        haproxy(service);
        nginx(service);
    }

    List<Target> all() {
        return all;
    }

    /** Of those that need not be there, which are not. */
    List<String> missing() {
        return missing;
    }

    Target find(String name) {
        return all.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void gateway(String module, String name, String flavour, int service, List<String> flags) {
        String jar = Path.of(module).getFileName().toString();
        var image = new AppImage(
                repository.resolve(".bellwether/cache/apps").resolve(jar),
                repository.resolve(module).resolve("target").resolve(jar + ".jar"));
        image.extract();
        int port = freePort();
        String routes = "--spring.cloud.gateway.server.%s.routes[0].".formatted(flavour);
        List<String> command = new ArrayList<>(List.of(JvmFlags.java()));
        command.addAll(JVM);
        command.addAll(flags);
        command.addAll(List.of(
                "-jar",
                image.mainJar().toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                // One service at one address: nothing else runs that would be measured with it.
                "--cluster.enabled=false",
                "--spring.cloud.discovery.client.simple.instances.bench[0].uri=http://127.0.0.1:" + service,
                routes + "id=bench",
                routes + "uri=lb://bench",
                routes + "predicates[0]=Path=/bench/**"));
        ChildProcess process = child(jar, command, port);
        all.add(new Target(name, port, process));
    }

    private void haproxy(int service) throws IOException {
        var program = Processes.onPath("haproxy");
        if (program.isEmpty()) {
            missing.add("haproxy");
            return;
        }
        int port = freePort();
        Path settings = folder.resolve("haproxy.cfg");
        Files.writeString(settings, """
                global
                  maxconn 2000
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 60s
                  timeout server 60s
                frontend bench
                  bind 127.0.0.1:%d
                  default_backend service
                backend service
                  http-reuse always
                  server one 127.0.0.1:%d
                """.formatted(port, service));
        ChildProcess process =
                child("haproxy", List.of(program.get().toString(), "-db", "-f", settings.toString()), port);
        all.add(new Target("haproxy", port, process));
    }

    private void nginx(int service) throws IOException {
        var program = Processes.onPath("nginx");
        if (program.isEmpty()) {
            missing.add("nginx");
            return;
        }
        int port = freePort();
        Path settings = folder.resolve("nginx.conf");
        Files.writeString(settings, """
                daemon off;
                pid %1$s/nginx.pid;
                error_log stderr error;
                worker_processes auto;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/nginx-body;
                  proxy_temp_path %1$s/nginx-proxy;
                  fastcgi_temp_path %1$s/nginx-fastcgi;
                  uwsgi_temp_path %1$s/nginx-uwsgi;
                  scgi_temp_path %1$s/nginx-scgi;
                  keepalive_requests 1000000000;
                  upstream service { server 127.0.0.1:%2$d; keepalive 500; keepalive_requests 1000000000; }
                  server {
                    listen 127.0.0.1:%3$d;
                    location / {
                      proxy_pass http://service;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                    }
                  }
                }
                """.formatted(folder, service, port));
        ChildProcess process = child("nginx", List.of(program.get().toString(), "-c", settings.toString()), port);
        all.add(new Target("nginx", port, process));
    }

    private ChildProcess child(String name, List<String> command, int port) {
        ChildProcess process = ChildProcess.start(name, command, new TreeMap<>(), folder.resolve(name + ".log"));
        closing.add(process);
        process.await("answering", START_LIMIT, () -> answers(port));
        return process;
    }

    private static boolean answers(int port) {
        byte[] request =
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".formatted(PATH).getBytes(StandardCharsets.US_ASCII);
        try (var connection = new HttpConnection(port)) {
            return connection.exchange(request, SILENCE_MILLIS_MAX) == OK;
        } catch (IOException e) {
            return false;
        }
    }

    private int freePort() {
        int port = FreePorts.next(taken);
        taken.add(port);
        return port;
    }

    @Override
    public void close() {
        closing.reversed().forEach(ChildProcess::close);
        Folder.delete(folder);
    }
}
