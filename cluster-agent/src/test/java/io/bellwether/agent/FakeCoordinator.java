package io.bellwether.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bellwether.agent.exchange.BadExchangeException;
import io.bellwether.agent.exchange.Exchange;
import io.bellwether.agent.exchange.Reply;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A coordinator of one, without Raft: lets everybody in, hands out the view, and misbehaves on demand. */
public final class FakeCoordinator implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** How it answers. */
    public enum Behaviour {
        NORMAL,
        NEVER,
        LATE,
        UNAVAILABLE_503,
        GARBAGE,
        ENDLESS,
        TRICKLE,
        UNAUTHORIZED_401,
        NOT_LEADER
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(FakeCoordinator::daemon);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(FakeCoordinator::daemon);
    private final Exchange exchange = new Exchange();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<Integer> connections = new CopyOnWriteArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private long incarnations;
    private long version;
    private volatile Behaviour behaviour = Behaviour.NORMAL;
    private volatile boolean letsGo = true;
    private volatile Duration delay = Duration.ZERO;
    private volatile long self;
    private volatile long leader;

    public FakeCoordinator() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(Exchange.PATH, this::handle);
        server.start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "fake-coordinator");
        thread.setDaemon(true);
        return thread;
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public FakeCoordinator behave(Behaviour next) {
        behaviour = next;
        return this;
    }

    public FakeCoordinator late(Duration by) {
        delay = by;
        return behave(Behaviour.LATE);
    }

    /** Hears good-byes and keeps the member, as if the rest of the cluster had not heard of it yet. */
    public FakeCoordinator keepsWhoLeaves() {
        letsGo = false;
        return this;
    }

    public FakeCoordinator is(long incarnation, long leads) {
        self = incarnation;
        leader = leads;
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    /** The port from which each request came, in order. */
    public List<Integer> connections() {
        return connections;
    }

    public List<String> authorizations() {
        return authorizations;
    }

    public synchronized View view() {
        return View.of(version, version, members);
    }

    private void handle(HttpExchange http) throws IOException {
        Request request;
        try {
            request = exchange.readRequest(http.getRequestBody().readAllBytes());
        } catch (BadExchangeException e) {
            throw new IOException(e);
        }
        requests.add(request);
        String authorization = http.getRequestHeaders().getFirst("Authorization");
        connections.add(http.getRemoteAddress().getPort());
        authorizations.add(authorization == null ? "" : authorization);
        switch (behaviour) {
            case NORMAL -> reply(http, OK, answer(request));
            case NEVER -> {}
            case LATE -> {
                var unused =
                        later.schedule(() -> reply(http, OK, answer(request)), delay.toMillis(), TimeUnit.MILLISECONDS);
            }
            case UNAVAILABLE_503 -> send(http, UNAVAILABLE, "Service Unavailable".getBytes(StandardCharsets.UTF_8));
            case GARBAGE -> send(http, OK, "<html>hello</html>".getBytes(StandardCharsets.UTF_8));
            case ENDLESS -> send(http, OK, new byte[Exchange.ANSWER_BYTES_MAX + 1]);
            case TRICKLE -> trickle(http);
            case UNAUTHORIZED_401 -> send(http, 401, new byte[0]);
            case NOT_LEADER -> reply(http, UNAVAILABLE, new Answer.Unavailable(leader, 100));
        }
    }

    private static void trickle(HttpExchange http) throws IOException {
        http.sendResponseHeaders(OK, 1_000);
        http.getResponseBody().write('{');
        http.getResponseBody().flush();
    }

    private void reply(HttpExchange http, int status, @Nullable Answer answer) {
        if (answer == null) {
            return;
        }
        try {
            send(http, status, exchange.write(new Reply(self, answer)));
        } catch (IOException e) {
            // Who asked has gone meanwhile; the tests that do so look at the asker.
            http.close();
        }
    }

    private static void send(HttpExchange http, int status, byte[] body) throws IOException {
        http.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = http.getResponseBody()) {
            out.write(body);
        }
    }

    private synchronized Answer answer(Request request) {
        return switch (request) {
            case Request.Join join -> admit(join);
            case Request.Leave(long incarnation) -> {
                if (letsGo && members.removeIf(member -> member.incarnation() == incarnation)) {
                    version++;
                }
                yield new Answer.Gone(incarnation);
            }
            case Request.Pull pull -> new Answer.Viewed(view(), new Freshness(1, leader, 0));
        };
    }

    private Answer admit(Request.Join join) {
        members.removeIf(member -> member.id().equals(join.id()));
        incarnations++;
        version++;
        members.add(new Member(
                join.id(),
                incarnations,
                MemberStatus.HEALTHY,
                Cause.FIRST_JOIN,
                version,
                version,
                join.zone(),
                join.failureDomain(),
                join.coordinator(),
                join.address()));
        return new Answer.Admitted(incarnations, view());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        later.shutdownNow();
    }
}
