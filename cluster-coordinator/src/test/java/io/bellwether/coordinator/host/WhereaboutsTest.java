package io.bellwether.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.NodeId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {

    private static final NodeId LEADER = new NodeId("coordinator-2");
    private static final URI FIRST = URI.create("http://one:8081");
    private static final URI SECOND = URI.create("http://two:8081");
    private static final Place THERE = new Place(LEADER, SECOND, URI.create("http://localhost:8084"));

    private final Map<NodeId, Place> gossip = new HashMap<>();
    private final Map<URI, Place> answering = new HashMap<>();
    private final List<URI> asked = new ArrayList<>();
    private long now;
    private final Whereabouts whereabouts =
            new Whereabouts(id -> Optional.ofNullable(gossip.get(id)), List.of(FIRST, SECOND), this::ask, () -> now);

    private CompletableFuture<Place> ask(URI address) {
        asked.add(address);
        Place place = answering.get(address);
        return place == null
                ? CompletableFuture.failedFuture(new IllegalStateException("nobody"))
                : CompletableFuture.completedFuture(place);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void whoIsAMemberSaysItItself() {
        gossip.put(LEADER, THERE);

        assertThat(whereabouts.find(LEADER)).isCompletedWithValue(Optional.of(THERE));
        assertThat(asked).isEmpty();
    }

    @Test
    void aLeaderThatIsNoMemberIsFoundAtTheAddressesOfCoordinators() {
        answering.put(SECOND, THERE);

        assertThat(whereabouts.find(LEADER)).isCompletedWithValue(Optional.of(THERE));
        assertThat(whereabouts.of(LEADER)).contains(THERE);
        assertThat(asked).containsExactly(FIRST, SECOND);
    }

    @Test
    void whoAsksWithoutWaitingKnowsTheNextTime() {
        answering.put(SECOND, THERE);

        assertThat(whereabouts.of(LEADER)).isEmpty();
        assertThat(whereabouts.of(LEADER)).contains(THERE);
    }

    @Test
    void whereNobodyAnswersNobodyIsAskedAgainAtOnce() {
        assertThat(whereabouts.find(LEADER)).isCompletedWithValue(Optional.empty());
        pass(Duration.ofMillis(499));
        assertThat(whereabouts.find(LEADER)).isCompletedWithValue(Optional.empty());
        assertThat(asked).hasSize(2);

        pass(Duration.ofMillis(1));
        answering.put(SECOND, THERE);
        assertThat(whereabouts.find(LEADER)).isCompletedWithValue(Optional.of(THERE));
    }

    @Test
    void whoMovedAwayIsForgottenAndAskedForAgain() {
        answering.put(SECOND, THERE);
        whereabouts.of(LEADER);
        Place elsewhere = new Place(LEADER, FIRST, FIRST);
        answering.clear();
        answering.put(FIRST, elsewhere);
        pass(Duration.ofSeconds(1));

        whereabouts.isNotAt(THERE);

        assertThat(whereabouts.find(LEADER)).isCompletedWithValue(Optional.of(elsewhere));
    }
}
