package io.bellwether.spring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bellwether.agent.exchange.BadExchangeException;
import io.bellwether.agent.exchange.Exchange;
import io.bellwether.agent.exchange.Reply;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A coordinator of one, without Raft: lets everybody in, hands out the view, and commits what a test wants. */
public final class FakeCoordinator implements AutoCloseable {

    private static final int OK = 200;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(FakeCoordinator::daemon);
    private final Exchange exchange = new Exchange();
    private final List<Member> members = new ArrayList<>();
    private long incarnations;
    private long version;
    private volatile Consumer<Request> witness = request -> {};

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

    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Told of every request before it is answered. */
    public void witness(Consumer<Request> who) {
        witness = who;
    }

    /** Commits another state of a member. */
    public synchronized void commit(String node, MemberStatus status) {
        NodeId id = new NodeId(node);
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).id().equals(id)) {
                version++;
                members.set(i, members.get(i).in(status, Cause.OPERATOR, version, version));
                return;
            }
        }
        throw new IllegalArgumentException("no member " + node);
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
        witness.accept(request);
        byte[] body = exchange.write(new Reply(0, answer(request)));
        http.sendResponseHeaders(OK, body.length);
        try (OutputStream out = http.getResponseBody()) {
            out.write(body);
        }
    }

    private synchronized Answer answer(Request request) {
        return switch (request) {
            case Request.Join join -> admit(join);
            case Request.Leave(long incarnation) -> {
                if (members.removeIf(member -> member.incarnation() == incarnation)) {
                    version++;
                }
                yield new Answer.Gone(incarnation);
            }
            case Request.Pull pull -> new Answer.Viewed(view(), new Freshness(1, 0, 0));
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
    }
}
