package io.bellwether.agent.client;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.FakeCoordinator;
import io.bellwether.agent.FakeCoordinator.Behaviour;
import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CoordinatorClientTest {

    private static final ClientTimeouts SHORT =
            new ClientTimeouts(ofMillis(500), ofMillis(400), ofMillis(900), ofMillis(1_500));
    private static final Request JOIN = new Request.Join(new NodeId("a"), "i", 0, "127.0.0.1:1", "", "", false, 0);

    private final Counters counters = new Counters();
    private final Workers workers = new Workers("test");
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
        workers.close(Duration.ZERO);
    }

    private FakeCoordinator coordinator(Behaviour behaviour) {
        FakeCoordinator coordinator = new FakeCoordinator().behave(behaviour);
        open.add(coordinator);
        return coordinator;
    }

    private CoordinatorClient client(FakeCoordinator... coordinators) {
        return client(null, Stream.of(coordinators).map(FakeCoordinator::base).toList());
    }

    private CoordinatorClient client(@Nullable ClusterSecret secret, List<URI> bases) {
        CoordinatorClient client =
                new CoordinatorClient(bases, secret, SHORT, new SplittableRandom(1), workers, counters);
        open.add(client);
        return client;
    }

    private static AskOutcome ask(Coordinators client, Request request) throws Exception {
        CompletableFuture<AskOutcome> done = new CompletableFuture<>();
        client.ask(request, done::complete);
        return done.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aJoinIsAnsweredAndEveryRequestShowsTheToken() throws Exception {
        FakeCoordinator coordinator = coordinator(Behaviour.NORMAL);
        ClusterSecret secret = ClusterSecret.of(new byte[32]);
        AskOutcome outcome = ask(client(secret, List.of(coordinator.base())), JOIN);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        AskOutcome.Answered.class,
                        answered -> assertThat(answered.answer()).isInstanceOf(Answer.Admitted.class));
        assertThat(coordinator.requests()).containsExactly(JOIN);
        assertThat(coordinator.authorizations()).containsExactly(secret.authorization());
    }

    @Test
    void aConnectionIsKeptUntilNewOnesAreAskedFor() throws Exception {
        FakeCoordinator coordinator = coordinator(Behaviour.NORMAL);
        CoordinatorClient client = client(coordinator);
        ask(client, JOIN);
        ask(client, JOIN);
        client.renew();
        ask(client, JOIN);
        assertThat(coordinator.connections().get(1))
                .isEqualTo(coordinator.connections().get(0));
        assertThat(coordinator.connections().get(2))
                .isNotEqualTo(coordinator.connections().get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER,did not answer in time,ATTEMPTS_TIMED_OUT",
        "TRICKLE,did not answer in time,ATTEMPTS_TIMED_OUT",
        "UNAVAILABLE_503,answered 503,ATTEMPTS_REFUSED",
        "UNAUTHORIZED_401,the cluster secret of this process is not that of the coordinator,ATTEMPTS_REFUSED",
        "GARBAGE,answered what is no answer: this is no JSON,ATTEMPTS_MALFORMED",
        "ENDLESS,answered too much,ATTEMPTS_MALFORMED"
    })
    void aCoordinatorThatMisbehavesIsTheReasonThatIsTold(Behaviour behaviour, String reason, AgentCount count)
            throws Exception {
        FakeCoordinator bad = coordinator(behaviour);
        assertThat(ask(client(bad), JOIN))
                .isInstanceOfSatisfying(
                        AskOutcome.Failed.class,
                        failed -> assertThat(failed.reason())
                                .startsWith("no coordinator answered: " + bad.base())
                                .contains(reason));
        assertThat(counters.get(count)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"NEVER", "UNAVAILABLE_503", "GARBAGE"})
    void whereOneFailsAnotherIsAskedOnce(Behaviour behaviour) throws Exception {
        FakeCoordinator bad = coordinator(behaviour);
        CoordinatorClient client = client(bad, coordinator(Behaviour.NORMAL));
        assertThat(ask(client, JOIN)).isInstanceOf(AskOutcome.Answered.class);
        assertThat(ask(client, JOIN)).isInstanceOf(AskOutcome.Answered.class);
        assertThat(bad.requests()).hasSize(1);
    }

    @Test
    void notMoreThanTwoAreAskedForOneRequest() throws Exception {
        List<FakeCoordinator> bad = List.of(
                coordinator(Behaviour.UNAVAILABLE_503),
                coordinator(Behaviour.UNAVAILABLE_503),
                coordinator(Behaviour.UNAVAILABLE_503));
        assertThat(ask(client(bad.toArray(FakeCoordinator[]::new)), JOIN)).isInstanceOf(AskOutcome.Failed.class);
        assertThat(bad.stream().mapToInt(one -> one.requests().size()).sum()).isEqualTo(2);
    }

    @Test
    void nobodyThereIsTold() throws Exception {
        URI closed;
        try (FakeCoordinator gone = new FakeCoordinator()) {
            closed = gone.base();
        }
        assertThat(ask(client(null, List.of(closed)), JOIN))
                .isInstanceOfSatisfying(
                        AskOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains(closed + " cannot be reached"));
        assertThat(counters.get(AgentCount.ATTEMPTS_UNREACHABLE)).isEqualTo(1);
    }

    @Test
    void aSlowAnswerIsAnAnswer() throws Exception {
        assertThat(ask(client(coordinator(Behaviour.NORMAL).late(ofMillis(200))), JOIN))
                .isInstanceOf(AskOutcome.Answered.class);
    }

    @Test
    void aPullWaitsLongerThanAJoin() throws Exception {
        FakeCoordinator slow = coordinator(Behaviour.NORMAL).late(ofMillis(600));
        assertThat(ask(client(slow), new Request.Pull(0))).isInstanceOf(AskOutcome.Answered.class);
        assertThat(ask(client(slow), JOIN)).isInstanceOf(AskOutcome.Failed.class);
    }

    @Test
    void whoIsNamedAsLeaderIsAskedNextOnceItIsKnownWhereItLives() throws Exception {
        FakeCoordinator leader = coordinator(Behaviour.NORMAL).is(13, 13);
        FakeCoordinator one = coordinator(Behaviour.NORMAL).is(11, 13);
        FakeCoordinator two = coordinator(Behaviour.NORMAL).is(12, 13);
        CoordinatorClient client = client(leader, one, two);
        for (int i = 0; i < 3; i++) {
            ask(client, new Request.Pull(0));
        }
        one.behave(Behaviour.NOT_LEADER);
        two.behave(Behaviour.NOT_LEADER);
        for (int i = 0; i < 6; i++) {
            AskOutcome first = ask(client, JOIN);
            if (first instanceof AskOutcome.Answered(Answer.Unavailable refused)) {
                assertThat(refused.leader()).isEqualTo(13);
                assertThat(ask(client, JOIN))
                        .isInstanceOfSatisfying(
                                AskOutcome.Answered.class,
                                answered -> assertThat(answered.answer()).isInstanceOf(Answer.Admitted.class));
            }
        }
    }

    @Test
    void whoFailsAgainAndAgainIsPassedOverAndComesBack() throws Exception {
        FakeCoordinator bad = coordinator(Behaviour.UNAVAILABLE_503);
        CoordinatorClient client = client(bad, coordinator(Behaviour.NORMAL));
        for (int i = 0; i < 10; i++) {
            assertThat(ask(client, JOIN)).isInstanceOf(AskOutcome.Answered.class);
        }
        assertThat(bad.requests().size()).isLessThan(4);
        assertThat(counters.get(AgentCount.BREAKER_SKIPS)).isPositive();

        bad.behave(Behaviour.NORMAL);
        int before = bad.requests().size();
        await("the breaker lets it be tried again").atMost(ofSeconds(8)).until(() -> {
            ask(client, JOIN);
            return bad.requests().size() > before + 1;
        });
    }

    @Test
    void theOnlyOneIsAskedHoweverOftenItFailed() throws Exception {
        FakeCoordinator only = coordinator(Behaviour.UNAVAILABLE_503);
        CoordinatorClient client = client(only);
        for (int i = 0; i < 6; i++) {
            assertThat(ask(client, JOIN)).isInstanceOf(AskOutcome.Failed.class);
        }
        assertThat(only.requests()).hasSize(6);
        only.behave(Behaviour.NORMAL);
        assertThat(ask(client, JOIN)).isInstanceOf(AskOutcome.Answered.class);
    }

    @Test
    void aLaterRequestTakesThePlaceOfAnEarlierOne() throws Exception {
        FakeCoordinator coordinator = coordinator(Behaviour.NEVER);
        CoordinatorClient client = client(coordinator);
        CompletableFuture<AskOutcome> first = new CompletableFuture<>();
        client.ask(JOIN, first::complete);
        await("the first is under way")
                .atMost(ofSeconds(5))
                .until(() -> coordinator.requests().size() == 1);
        coordinator.behave(Behaviour.NORMAL);
        assertThat(ask(client, new Request.Pull(0))).isInstanceOf(AskOutcome.Answered.class);
        assertThat(first).isNotDone();
    }
}
