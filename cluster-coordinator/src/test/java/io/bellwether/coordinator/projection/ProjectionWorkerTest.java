package io.bellwether.coordinator.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.projection.Progress.Phase;
import io.bellwether.coordinator.raft.LogConsumer.Role;
import io.bellwether.protocol.membership.NodeId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A worker on the test's own thread: the puppet ends it. */
class ProjectionWorkerTest {

    private static final NodeId SELF = new NodeId("coordinator-1");

    private final Progress progress = new Progress(Target.EVENTS, () -> 0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<String> told = new ArrayList<>();
    private Role role = new Role(true, 3, SELF, List.of(SELF));
    private boolean quorum = true;

    @Test
    void whatFailsIsClosedCountedAndTriedAgain() {
        run(List.of(
                () -> {
                    throw new ProjectionException("no connection", new IllegalStateException("refused"));
                },
                () -> ended.countDown()));

        assertThat(told).containsExactly("open", "round", "close", "open", "round", "close");
        assertThat(progress.failures()).isEqualTo(1);
    }

    @Test
    void whileItFailsItSaysWhy() {
        var seen = new ArrayList<Progress.State>();
        run(List.of(
                () -> {
                    throw new ProjectionException("no connection", new IllegalStateException("refused"));
                },
                () -> {
                    seen.add(progress.state());
                    ended.countDown();
                }));

        assertThat(seen).singleElement().satisfies(state -> {
            assertThat(state.phase()).isEqualTo(Phase.FAILING);
            assertThat(state.detail()).isEqualTo("no connection: refused");
        });
    }

    @Test
    void itWritesOnlyInTheTermInWhichItBegan() {
        run(List.of(() -> {}, () -> role = new Role(true, 5, SELF, List.of(SELF)), () -> {
            told.add("term " + role.term());
            ended.countDown();
        }));

        assertThat(told).containsExactly("open", "round", "round", "close", "open", "round", "term 5", "close");
    }

    @Test
    void aLeaderWithoutAMajorityWritesNothing() {
        quorum = false;
        run(List.of(() -> told.add("written")), 3);

        assertThat(told).isEmpty();
        assertThat(progress.state().phase()).isEqualTo(Phase.WAITING);
    }

    private void run(List<Runnable> rounds) {
        run(rounds, Integer.MAX_VALUE);
    }

    /**
     * Runs until a round has it end, or it has looked so often.
     *
     * @param rounds What each round does, over all that are opened.
     */
    private void run(List<Runnable> rounds, int looksMax) {
        var next = rounds.iterator();
        int[] looks = {0};
        var leadership = new Leadership(() -> role, () -> {
            if (++looks[0] >= looksMax) {
                ended.countDown();
            }
            return quorum;
        });
        var worker = new ProjectionWorker(
                progress, leadership, () -> new Puppet(next), new Backoff(new SplittableRandom(1)), ended);
        worker.run();
    }

    private final class Puppet implements Projection {

        private final Iterator<Runnable> rounds;

        Puppet(Iterator<Runnable> rounds) {
            this.rounds = rounds;
        }

        @Override
        public String open() {
            told.add("open");
            return "somewhere";
        }

        @Override
        public boolean round() {
            told.add("round");
            rounds.next().run();
            return true;
        }

        @Override
        public void close() {
            told.add("close");
        }
    }
}
