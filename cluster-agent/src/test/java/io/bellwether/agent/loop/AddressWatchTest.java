package io.bellwether.agent.loop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.agent.transport.OwnAddress;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.node.NodeInput;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AddressWatchTest {

    private static final long SECOND = 1_000_000_000L;

    private final Workers workers = new Workers("watch-test");
    private final Handle node = new Handle();
    private final Counters counters = new Counters();
    private final List<HostPort> listened = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private volatile String now = "10.0.0.7";
    private final OwnAddress own = new OwnAddress("me.cluster", this::lookUp, address -> true);
    private final AddressWatch watch =
            new AddressWatch(node, own, workers, counters, new HostPort("10.0.0.7", 7800), this::leave, listened::add);

    private void leave() {
        watch.step(watch.deadlineNanos() - 1);
        assertThat(node.given).as("nobody was told yet").isEmpty();
        left.incrementAndGet();
    }

    private List<InetAddress> lookUp(String name) throws UnknownHostException {
        looks.incrementAndGet();
        if (now.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return List.of(InetAddress.getByName(now));
    }

    @AfterEach
    void close() {
        workers.close(Duration.ofSeconds(1));
    }

    private static final class Handle implements NodeHandle {
        final List<NodeInput> given = new ArrayList<>();
        final AtomicInteger wakes = new AtomicInteger();

        @Override
        public long incarnation() {
            return 3;
        }

        @Override
        public View view() {
            return View.empty();
        }

        @Override
        public void send(long to, Message message) {
            throw new AssertionError("it sends nothing");
        }

        @Override
        public void give(NodeInput input) {
            given.add(input);
        }

        @Override
        public void wake() {
            wakes.incrementAndGet();
        }
    }

    /** The next look is due, and is done. */
    private void look() {
        int before = looks.get();
        watch.step(watch.deadlineNanos());
        await("it has looked").atMost(ofSeconds(10)).until(() -> looks.get() > before);
    }

    @Test
    void itLooksOnceASecond() {
        long due = watch.deadlineNanos();
        watch.step(due - 1);
        assertThat(watch.deadlineNanos()).isEqualTo(due);
        look();
        assertThat(watch.deadlineNanos()).isEqualTo(due + SECOND);
        assertThat(node.given).isEmpty();
    }

    @Test
    void theNodeAndWhoListensAreToldOfANewAddressOnce() {
        now = "10.0.0.9";
        look();
        await("the loop is woken").atMost(ofSeconds(10)).until(() -> node.wakes.get() == 1);
        watch.step(watch.deadlineNanos() - 1);
        watch.step(watch.deadlineNanos() - 1);

        assertThat(node.given).containsExactly(new NodeInput.Readdressed("10.0.0.9:7800"));
        assertThat(left).as("the former address was left, once").hasValue(1);
        await("who listens is told")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(listened).containsExactly(new HostPort("10.0.0.9", 7800)));
    }

    @Test
    void anAddressThatCannotBeFoundIsCountedAndStays() {
        now = "";
        look();
        await("it is counted")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(counters.get(AgentCount.ADDRESSES_UNRESOLVED))
                        .isOne());
        await("it looks more often").atMost(ofSeconds(10)).until(() -> {
            long due = watch.deadlineNanos();
            watch.step(due);
            return watch.deadlineNanos() - due == SECOND / 4;
        });
        now = "10.0.0.7";
        look();
        watch.step(watch.deadlineNanos() - 1);

        assertThat(node.given).isEmpty();
        assertThat(node.wakes).hasValue(0);
    }
}
