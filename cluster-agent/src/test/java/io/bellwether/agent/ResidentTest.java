package io.bellwether.agent;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.loop.NodeHandle;
import io.bellwether.agent.loop.Resident;
import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.node.NodeInput;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A second state machine on the loop, as a coordinator has it. */
final class ResidentTest {

    private static final long PERIOD = Duration.ofMillis(100).toNanos();

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final ClusterAgent agent = new ClusterAgent(AgentConfig.builder("coordinator-1")
            .coordinator(true)
            .coordinators(List.of(coordinator.base()))
            .profile(TimingProfile.FAST)
            .build());
    private final AtomicReference<@Nullable Leader> leader = new AtomicReference<>();

    @AfterEach
    void close() {
        agent.stop(Duration.ZERO);
        coordinator.close();
    }

    /** Tells the node each tenth of a second that it leads, and fails when told to. */
    private static final class Leader implements Resident {
        final NodeHandle node;
        final List<Message> received = new CopyOnWriteArrayList<>();
        final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();
        volatile boolean fails;
        private long due = System.nanoTime();

        Leader(NodeHandle node) {
            this.node = node;
        }

        @Override
        public long deadlineNanos() {
            return due;
        }

        @Override
        public void step(long nowNanos) {
            if (fails) {
                throw new IllegalStateException("planted");
            }
            if (nowNanos - due >= 0) {
                due = nowNanos + PERIOD;
                node.give(new NodeInput.Confirmed(new Freshness(3, node.incarnation(), 0)));
            }
        }

        @Override
        public void received(long from, Message message, long nowNanos) {
            received.add(message);
        }

        @Override
        public void ended(@Nullable Throwable why) {
            cause.set(why);
        }
    }

    private Leader start() {
        agent.add(handle -> {
            Leader made = new Leader(handle);
            leader.set(made);
            return made;
        });
        agent.start();
        return Objects.requireNonNull(leader.get());
    }

    @Test
    void whatTheNodeReportsToItsOwnCoordinatorReachesItWithoutTheNetwork() {
        Leader beside = start();
        await("reports")
                .atMost(ofSeconds(10))
                .until(() -> beside.received.stream().anyMatch(Message.Report.class::isInstance));
    }

    @Test
    void evidenceOfALeaderMakesTheNodeWritable() {
        start();
        await("it can write").atMost(ofSeconds(10)).untilAsserted(() -> {
            ClusterSnapshot now = agent.view().now();
            assertThat(now.mode()).isEqualTo(Mode.READ_WRITE);
            assertThat(now.leader()).isEqualTo(new NodeId("coordinator-1"));
            assertThat(now.leaseAge(System.nanoTime()).orElseThrow()).isLessThan(ofSeconds(2));
        });
    }

    @Test
    void whereItFailsAgainAndAgainTheAgentHasFailedAndListenersSeeIt() {
        List<AgentState> seen = new CopyOnWriteArrayList<>();
        agent.view().listen((before, now) -> seen.add(now.state()));
        Leader beside = start();
        await("it runs").atMost(ofSeconds(10)).until(() -> seen.contains(AgentState.RUNNING));
        beside.fails = true;
        await("it has failed").atMost(ofSeconds(10)).until(() -> seen.contains(AgentState.FAILED));
        assertThat(agent.view().now().stageDetail())
                .isEqualTo("the agent has failed: java.lang.IllegalStateException: planted");
        assertThat(beside.cause.get()).hasMessage("planted");
    }
}
