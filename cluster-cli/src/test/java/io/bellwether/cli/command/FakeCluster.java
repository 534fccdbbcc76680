package io.bellwether.cli.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A coordinator and a producer behind one address, which answer what they are told to. */
final class FakeCluster implements AutoCloseable {

    static final String HANGS = "hangs";

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private FakeCluster(HttpServer server) {
        this.server = server;
    }

    static FakeCluster start() throws IOException {
        var cluster = new FakeCluster(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        cluster.server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        cluster.server.createContext("/", cluster::answer);
        cluster.server.start();
        cluster.healthy();
        return cluster;
    }

    private void healthy() {
        answers.put("/api/v1/cluster", """
                {"answeredBy": "coordinator-1", "role": "LEADER", "leader": "coordinator-1", "term": 3, "hasQuorum": true,
                 "clusterMillis": 61000}""");
        status("HEALTHY");
        answers.put("/api/v1/views", """
                {"epoch": 4, "members": [{"nodeId": "log-producer-1", "version": 9, "behindVersions": 0}]}""");
        answers.put("/api/v1/voters", """
                {"voters": [{"nodeId": "coordinator-1"}, {"nodeId": "coordinator-2"}, {"nodeId": "coordinator-3"}]}""");
        answers.put("/api/v1/services", "{\"services\": {}}");
        answers.put("/actuator/prometheus", "raft_node_state 3.0\njvm_info{version=\"25\"} 1.0\n");
        answers.put("/actuator/health", "{\"status\": \"UP\"}");
        answers.put(
                "/api/v1/events",
                "{\"events\": [{\"sequence\": 1, \"type\": \"member.moved\"}], \"next\": 1, \"newest\": 1}");
        answers.put("/api/v1/config", "{\"namespaces\": [{\"namespace\": \"app\", \"keys\": 1}]}");
        answers.put("/api/v1/members/log-producer-1/explain", """
                {"nodeId": "log-producer-1", "observers": {"each": [
                  {"nodeId": "coordinator-1", "edge": "GOOD", "counts": true}]}, "events": []}""");
    }

    /** The producer's state; coordinators are fine. */
    void status(String producer) {
        answers.put("/cluster/status", """
                {"hasQuorum": true, "leader": "coordinator-1", "term": 3, "membership": {
                  "coordinator-1": %s, "coordinator-2": %s, "coordinator-3": %s, "log-producer-1": %s}}""".formatted(
                        member("coordinator-1", "HEALTHY"),
                        member("coordinator-2", "HEALTHY"),
                        member("coordinator-3", "HEALTHY"),
                        member("log-producer-1", producer)));
    }

    private String member(String node, String state) {
        return """
                {"nodeId": "%s", "status": "%s", "zone": "", "cause": "three good beats", "sinceMillis": 1000,
                 "coordinator": %s, "metadata": {"url": "%s"}}""".formatted(node, state, node.startsWith("coordinator"), place());
    }

    void answers(String path, String body) {
        answers.put(path, body);
    }

    URI place() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add("%s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI()));
        var body = answers.get(exchange.getRequestURI().getPath());
        if (HANGS.equals(body)) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        var bytes = (body == null ? "{}" : body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
