package io.bellwether.agent.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.node.NodeStatus;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.quorum.ModeCause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class BoardTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final NodeStatus OUTSIDE = new NodeStatus(
            Stage.OUTSIDE,
            "not yet asked",
            0,
            View.empty(),
            Mode.UNKNOWN,
            ModeCause.STARTED,
            false,
            Freshness.UNKNOWN,
            false,
            100,
            List.of(),
            List.of());

    private final Counters counters = new Counters();
    private final Board board = new Board(snapshot(AgentState.NEW, "", 0), counters);
    private final List<ClusterSnapshot> told = new CopyOnWriteArrayList<>();

    private static ClusterSnapshot snapshot(AgentState state, String askFailure, long nanos) {
        return new ClusterSnapshot(new NodeId("a"), state, OUTSIDE, List.of(), 0, null, askFailure, "planted", nanos);
    }

    @Test
    void aListenerIsToldOfThePresentStateFirst() {
        board.listen((before, now) -> told.add(now));
        await().atMost(SOON).until(() -> told.size() == 1);
        assertThat(told.getFirst().state()).isEqualTo(AgentState.NEW);
    }

    @Test
    void measurementsAloneAreShownAndNotTold() {
        board.listen((before, now) -> told.add(now));
        await().atMost(SOON).until(() -> told.size() == 1);
        board.publish(snapshot(AgentState.NEW, "", 5));
        assertThat(board.now().takenNanos()).isEqualTo(5);
        board.publish(snapshot(AgentState.RUNNING, "", 6));
        await().atMost(SOON).until(() -> told.size() == 2);
        assertThat(told.getLast().takenNanos()).isEqualTo(6);
    }

    @Test
    void whoListensNoMoreIsNotTold() {
        ClusterView.Registration registration = board.listen((before, now) -> told.add(now));
        await().atMost(SOON).until(() -> told.size() == 1);
        registration.close();
        board.listen((before, now) -> {});
        board.publish(snapshot(AgentState.RUNNING, "", 0));
        await().atMost(SOON).until(() -> counters.get(AgentCount.LISTENER_CALLS) >= 2);
        assertThat(told).hasSize(1);
    }

    @Test
    void listenersHaveALimit() {
        for (int i = 0; i < Board.LISTENERS_MAX; i++) {
            board.listen((before, now) -> {});
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> board.listen((before, now) -> {}))
                .withMessageStartingWith("at most 64 listeners are told");
    }

    @Test
    void theStageSaysWhatStandsInTheWay() {
        assertThat(snapshot(AgentState.RUNNING, "", 0).stageDetail()).isEqualTo("not yet asked");
        assertThat(snapshot(AgentState.RUNNING, "nobody answers", 0).stageDetail())
                .isEqualTo("not yet asked; nobody answers");
        assertThat(snapshot(AgentState.FAILED, "", 0).stageDetail()).isEqualTo("the agent has failed: planted");
        assertThat(snapshot(AgentState.RUNNING, "", 0).leaseAge(0)).isEmpty();
    }
}
