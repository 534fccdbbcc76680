package io.bellwether.agent;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.FakeCoordinator.Behaviour;
import io.bellwether.agent.client.ClientTimeouts;
import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.agent.transport.UdpSocket;
import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.health.HealthInput;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.EdgeStatus;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.protocol.wire.Codec;
import io.bellwether.protocol.wire.Datagram;
import io.bellwether.protocol.wire.Refusal;
import io.bellwether.protocol.wire.ReplayGuard;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real agents on loopback, with the fast profile. */
final class ClusterAgentTest {

    private static final ClusterSecret SECRET = ClusterSecret.parse("42".repeat(32));
    private static final Duration CAP = TimingProfile.FAST.silenceCap();

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final List<ClusterAgent> agents = new ArrayList<>();

    @AfterEach
    void close() {
        agents.forEach(agent -> agent.stop(Duration.ZERO));
        coordinator.close();
    }

    private ClusterAgent agent(String name, URI... coordinators) {
        AgentConfig config = AgentConfig.builder(name)
                .coordinators(coordinators.length == 0 ? List.of(coordinator.base()) : List.of(coordinators))
                .secret(SECRET)
                .profile(TimingProfile.FAST)
                .timeouts(new ClientTimeouts(ofMillis(500), ofMillis(500), ofSeconds(2), ofSeconds(1)))
                .build();
        ClusterAgent agent = new ClusterAgent(config);
        agents.add(agent);
        return agent;
    }

    private List<ClusterAgent> cluster(int size) {
        List<ClusterAgent> cluster = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ClusterAgent agent = agent("node-" + i);
            agent.start();
            cluster.add(agent);
            await("it is in")
                    .atMost(ofSeconds(10))
                    .until(() -> agent.view().now().stage() == Stage.MEMBER);
        }
        await("everybody hears everybody")
                .atMost(ofSeconds(20))
                .until(() -> cluster.stream()
                        .allMatch(agent ->
                                verdicts(agent).filter(EdgeVerdict.GOOD::equals).count() == size - 1));
        return cluster;
    }

    private static Stream<EdgeVerdict> verdicts(ClusterAgent agent) {
        return agent.view().now().edges().stream().map(EdgeStatus::verdict);
    }

    private static long incarnation(ClusterAgent agent) {
        return agent.view().now().status().incarnation();
    }

    private static EdgeStatus edge(ClusterAgent from, long subject) {
        return from.view().now().edges().stream()
                .filter(edge -> edge.subject() == subject)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoEndsWithoutAGoodByeFallsSilentWithinTheBoundsOfTheProfile() {
        coordinator.keepsWhoLeaves();
        List<ClusterAgent> cluster = cluster(4);
        ClusterAgent dead = cluster.getFirst();
        long subject = incarnation(dead);
        List<ClusterAgent> living = cluster.subList(1, 4);

        dead.stop(Duration.ZERO);
        long ended = System.nanoTime();

        await("everybody finds it silent")
                .pollInterval(ofMillis(5))
                .atMost(ofSeconds(10))
                .until(() ->
                        living.stream().allMatch(agent -> edge(agent, subject).verdict() == EdgeVerdict.SILENT));
        Duration took = Duration.ofNanos(System.nanoTime() - ended);
        // At the latest at the cap after a beat that may still have been under way; the rest is for a busy machine.
        assertThat(took).isLessThan(CAP.plusMillis(500));
        assertThat(living).allSatisfy(agent -> {
            EdgeStatus silent = edge(agent, subject);
            assertThat(Duration.ofNanos(silent.silentNanos()))
                    .isGreaterThanOrEqualTo(TimingProfile.FAST.silenceFloor());
            assertThat(verdicts(agent).filter(EdgeVerdict.GOOD::equals)).hasSize(2);
            assertThat(agent.metrics().count(AgentCount.FAILURES_DETECTED)).isEqualTo(1);
        });
        assertThat(dead.view().now().state()).isEqualTo(AgentState.STOPPED);
    }

    @Test
    void whateverComesInIsCountedAndNothingDies() throws IOException {
        List<ClusterAgent> cluster = cluster(2);
        ClusterAgent target = cluster.getFirst();
        long turns = target.metrics().count(AgentCount.LOOP_TURNS);
        Random random = new Random(7);
        try (DatagramSocket stranger = new DatagramSocket()) {
            for (int i = 0; i < 500; i++) {
                byte[] garbage = new byte[random.nextInt(1, 2_000)];
                random.nextBytes(garbage);
                send(stranger, garbage, target.localAddress());
            }
            byte[] forged = datagram(ClusterSecret.of(new byte[32]));
            byte[] good = datagram(SECRET);
            send(stranger, forged, target.localAddress());
            send(stranger, good, target.localAddress());
            send(stranger, good, target.localAddress());
            byte[] cut = new byte[good.length - 1];
            System.arraycopy(good, 0, cut, 0, cut.length);
            send(stranger, cut, target.localAddress());
        }
        await("all are counted").atMost(ofSeconds(5)).untilAsserted(() -> {
            assertThat(target.metrics().refused(Refusal.BAD_TAG)).isEqualTo(2);
            assertThat(target.metrics().refused(Refusal.REPLAYED)).isEqualTo(1);
            assertThat(target.metrics().refused(Refusal.TOO_LONG)).isPositive();
            assertThat(Stream.of(Refusal.values())
                            .mapToLong(target.metrics()::refused)
                            .sum())
                    .isEqualTo(503);
        });
        await("it goes on")
                .atMost(ofSeconds(5))
                .until(() -> target.metrics().count(AgentCount.LOOP_TURNS) > turns + 20);
        assertThat(verdicts(target)).containsExactly(EdgeVerdict.GOOD);
        assertThat(target.metrics().count(AgentCount.STEP_FAILURES)).isZero();
    }

    private static byte[] datagram(ClusterSecret secret) {
        ByteBuffer bytes = ByteBuffer.allocate(Datagram.BYTES_MAX);
        Codec codec = new Codec(ClusterSecret.keyRing(secret), new ReplayGuard());
        byte[] datagram = new byte[codec.encode(999, 1, new Message.Ping(1, 2), bytes)];
        bytes.flip().get(datagram);
        return datagram;
    }

    private static void send(DatagramSocket from, byte[] bytes, InetSocketAddress to) throws IOException {
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }

    @Test
    void withoutAnyCoordinatorItStartsAtOnceAndIsMarked() {
        coordinator.close();
        ClusterAgent agent = agent("lonely");
        long before = System.nanoTime();
        agent.start();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ofMillis(500));

        await("it says why").atMost(ofSeconds(10)).untilAsserted(() -> {
            ClusterSnapshot now = agent.view().now();
            assertThat(now.stage()).isEqualTo(Stage.OUTSIDE);
            assertThat(now.state()).isEqualTo(AgentState.RUNNING);
            assertThat(now.stageDetail()).contains("no coordinator answered: " + coordinator.base());
        });
        before = System.nanoTime();
        assertThat(agent.stop(ofMillis(300))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ofSeconds(3));
        assertThat(agent.view().now().stage()).isEqualTo(Stage.LEFT);
    }

    @Test
    void itGoesOnAskingUntilACoordinatorIsThereAndWell() {
        coordinator.behave(Behaviour.UNAVAILABLE_503);
        ClusterAgent agent = agent("patient");
        agent.start();
        await("it was turned away")
                .atMost(ofSeconds(10))
                .until(() -> coordinator.requests().size() >= 3);
        assertThat(agent.view().now().stageDetail()).contains("answered 503");
        coordinator.behave(Behaviour.NEVER);
        await("it waited in vain")
                .atMost(ofSeconds(10))
                .until(() -> agent.metrics().count(AgentCount.ATTEMPTS_TIMED_OUT) >= 1);
        coordinator.behave(Behaviour.NORMAL);
        await("it is in").atMost(ofSeconds(10)).until(() -> agent.view().now().stage() == Stage.MEMBER);
        assertThat(agent.view().now().stageDetail()).isEqualTo("admitted as incarnation 1");
    }

    @Test
    void aGoodByeIsHeardAndEndsIt() {
        List<ClusterAgent> cluster = cluster(2);
        assertThat(cluster.getFirst().stop()).isTrue();
        assertThat(coordinator.view().size()).isEqualTo(1);
        assertThat(cluster.getFirst().view().now().stage()).isEqualTo(Stage.LEFT);
        assertThat(cluster.getFirst().view().now().state()).isEqualTo(AgentState.STOPPED);
    }

    @Test
    void aGoodByeThatNobodyHearsEndsItInTime() {
        List<ClusterAgent> cluster = cluster(2);
        coordinator.behave(Behaviour.NEVER);
        long before = System.nanoTime();
        assertThat(cluster.getFirst().stop(ofMillis(700))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(ofMillis(700), ofSeconds(3));
    }

    @Test
    void oneThatNeverStartedEndsAtOnceAndFreesItsPort() {
        ClusterAgent agent = agent("unborn");
        long before = System.nanoTime();
        assertThat(agent.stop()).isFalse();
        assertThat(agent.stop()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ofSeconds(1));
        assertThat(agent.view().now().state()).isEqualTo(AgentState.STOPPED);
        UdpSocket.open(new HostPort("127.0.0.1", agent.localAddress().getPort()), true, new Counters())
                .close();
    }

    @Test
    void endingItTwiceIsAsGoodAsOnce() {
        ClusterAgent agent = cluster(1).getFirst();
        assertThat(agent.stop()).isTrue();
        long before = System.nanoTime();
        assertThat(agent.stop()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ofSeconds(1));
    }

    @Test
    void aListenerThatHangsHoldsUpNobodyAndIsToldTheRestAtOnce() throws InterruptedException {
        List<ClusterAgent> cluster = cluster(2);
        ClusterAgent agent = cluster.getFirst();
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger hung = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        List<ClusterSnapshot> seen = new ArrayList<>();
        agent.view().listen((before, now) -> {
            seen.add(now);
            if (hung.getAndIncrement() == 0) {
                hangs.countDown();
                awaitQuietly(released);
            }
        });
        agent.view().listen((before, now) -> told.incrementAndGet());
        hangs.await();

        agent("third").start();
        agent("fourth").start();
        await("the others are told")
                .atMost(ofSeconds(10))
                .until(() -> agent.view().now().members().size() == 4 && told.get() >= 3);
        assertThat(hung).hasValue(1);
        released.countDown();
        await("and it too").atMost(ofSeconds(10)).until(() -> hung.get() >= 2);
        assertThat(seen.get(1).members()).as("nothing in between").hasSize(4);
        assertThat(verdicts(agent)).contains(EdgeVerdict.GOOD);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatThrowsIsToldAgain() {
        ClusterAgent agent = agent("thrower");
        AtomicInteger calls = new AtomicInteger();
        agent.view().listen((before, now) -> {
            calls.incrementAndGet();
            throw new IllegalStateException("planted");
        });
        agent.start();
        await("it is told again").atMost(ofSeconds(10)).until(() -> calls.get() >= 2);
        assertThat(agent.metrics().count(AgentCount.LISTENER_FAILURES)).isPositive();
        await("the agent goes on")
                .atMost(ofSeconds(10))
                .until(() -> agent.view().now().stage() == Stage.MEMBER);
    }

    @Test
    void whatAProcessSaysOfItselfIsKnownEverywhere() {
        List<ClusterAgent> cluster = cluster(3);
        cluster.getFirst().describe(List.of(new Rumour.Profile.Entry("http", "http://10.0.0.1:8080")));
        cluster.getFirst().tell(new HealthInput.Contributed("lag", 0));
        NodeId first = new NodeId("node-0");
        await("the others know")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(cluster).allSatisfy(agent -> {
                    MemberInfo info = agent.view().now().member(first).orElseThrow();
                    assertThat(info.metadata()).containsEntry("http", "http://10.0.0.1:8080");
                    assertThat(info.score().orElse(100)).isLessThan(50);
                }));
    }

    @Test
    void theHostIsMeasuredEveryBeat() {
        ClusterAgent agent = agent("measured");
        agent.start();
        await("all four are known")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(agent.view().now().status().terms())
                        .filteredOn(term -> !Double.isNaN(term.input()))
                        .extracting(term -> term.dimension())
                        .contains(Dimension.CPU, Dimension.MEMORY, Dimension.GC, Dimension.LOOP_DELAY));
    }

    @Test
    void aLoopThatIsOnTimeSaysSoAlsoWhileThingsChange() {
        List<ClusterAgent> cluster = cluster(3);
        List<Duration> delays = new ArrayList<>();
        cluster.getFirst().view().listen((before, now) -> {});
        for (int i = 0; i < 5; i++) {
            String value = "v" + i;
            cluster.getFirst().describe(List.of(new Rumour.Profile.Entry("k", value)));
            await("it is heard")
                    .atMost(ofSeconds(10))
                    .until(() -> cluster.getLast()
                            .view()
                            .now()
                            .member(new NodeId("node-0"))
                            .orElseThrow()
                            .metadata()
                            .containsValue(value));
            delays.add(cluster.getLast().metrics().loopDelay());
        }
        // One beat: a change that was waited for once showed as a delay of nearly that.
        assertThat(delays)
                .filteredOn(delay -> delay.compareTo(ofMillis(100)) < 0)
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void theLeaderIsKnownByName() {
        coordinator.is(1, 1);
        List<ClusterAgent> cluster = cluster(2);
        await("the leader")
                .atMost(ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(cluster.getFirst().view().now().leader()).isEqualTo(new NodeId("node-0")));
    }
}
