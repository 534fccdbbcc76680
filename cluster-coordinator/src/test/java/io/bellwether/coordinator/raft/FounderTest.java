package io.bellwether.coordinator.raft;

import static io.bellwether.coordinator.raft.Past.FOUNDER;
import static io.bellwether.coordinator.raft.Past.JOINING;
import static io.bellwether.coordinator.raft.Past.MEMBER;
import static io.bellwether.coordinator.raft.Past.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.protocol.membership.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FounderTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final List<Voter> THREE = List.of(
            new Voter(new NodeId("a"), "127.0.0.1:9800"),
            new Voter(new NodeId("b"), "127.0.0.1:9801"),
            new Voter(new NodeId("c"), "127.0.0.1:9802"));

    @TempDir
    Path folder;

    private final Map<NodeId, OtherPasts.Told> others = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger waited = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<String> halts = new CopyOnWriteArrayList<>();
    private final List<Founder> founders = new ArrayList<>();

    @AfterEach
    void end() {
        founders.forEach(Founder::close);
    }

    private RatisSettings settings(List<Voter> voters) {
        return Peer.settings(voters.getFirst(), voters, folder.resolve("data"), 100);
    }

    private Founder start(List<Voter> voters) {
        OtherPasts ask = () -> {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(new OtherPasts.Answers(others, Map.of()));
        };
        var founder = new Founder(
                settings(voters),
                ask,
                waited::incrementAndGet,
                begun::incrementAndGet,
                new Halt((line, cause) -> halts.add(line)));
        founders.add(founder);
        founder.start();
        return founder;
    }

    private void tell(String name, Past past) {
        others.put(new NodeId(name), new OtherPasts.Told(past, List.of()));
    }

    private void awaitBegun() {
        await().atMost(SOON).untilAtomic(begun, count -> assertThat(count).isEqualTo(1));
    }

    private void makeLog() throws IOException {
        Files.createDirectories(settings(THREE).groupFolder());
    }

    @Test
    void aClusterIsFoundedInTwoSteps() {
        tell("b", NOTHING);
        Founder founder = start(THREE);
        await().atMost(SOON).untilAsserted(() -> assertThat(founder.missing()).containsExactly(new NodeId("c")));
        assertThat(founder.past()).isEqualTo(NOTHING);
        assertThat(settings(THREE).watermarkFile()).doesNotExist();

        tell("c", FOUNDER);
        await().atMost(SOON).until(() -> founder.past() == FOUNDER);
        assertThat(Past.of(settings(THREE))).isEqualTo(FOUNDER);
        await().atMost(SOON).untilAsserted(() -> assertThat(founder.missing()).containsExactly(new NodeId("b")));
        assertThat(begun).hasValue(0);
        assertThat(waited).hasValue(1);

        tell("b", MEMBER);
        awaitBegun();
        assertThat(founder.past()).isEqualTo(MEMBER);
        await().atMost(SOON).until(founder::hasBegun);
        assertThat(founder.missing()).isEmpty();
        assertThat(halts).isEmpty();
    }

    @Test
    void whoPromisedAndWasKilledGoesOnWhereItWas() throws IOException {
        Past.promise(settings(THREE));
        tell("b", MEMBER);

        start(THREE);

        awaitBegun();
        assertThat(halts).isEmpty();
    }

    @Test
    void anEmptyFolderBesideOneThatHasBegunIsRefusedAndTheRefusalSaysWhatToRun() {
        tell("c", MEMBER);
        Founder founder = start(THREE);

        await().atMost(SOON).untilAsserted(() -> assertThat(halts).hasSize(1));
        assertThat(halts.getFirst())
                .startsWith("a refuses to start: there is nothing in its data folder, and c has a log of this cluster")
                .endsWith("replace it from them by './bellwether voters replace a'");
        assertThat(begun).hasValue(0);
        assertThat(founder.hasBegun()).isFalse();
        assertThat(waited).hasValue(0);
        assertThat(founder.past()).isEqualTo(NOTHING);
        assertThat(settings(THREE).watermarkFile()).doesNotExist();
    }

    @Test
    void whoHasALogAsksNobody() throws IOException {
        makeLog();

        start(THREE);

        assertThat(begun).as("at once").hasValue(1);
        assertThat(founders.getFirst().hasBegun()).isTrue();
        assertThat(asked).hasValue(0);
    }

    @Test
    void whoIsToldToJoinBeginsOnceALeaderDoesNotCountOnItAndMeanwhileFoundsNothing() throws IOException {
        Files.createDirectories(settings(THREE).directory());
        Files.createFile(settings(THREE).joinFile());
        tell("b", NOTHING);
        others.put(
                new NodeId("c"),
                new OtherPasts.Told(MEMBER, THREE.stream().map(Voter::id).toList()));

        Founder founder = start(THREE);

        await().atMost(SOON).untilAtomic(asked, count -> assertThat(count).isGreaterThan(2));
        assertThat(founder.past()).isEqualTo(JOINING);
        assertThat(founder.hasBegun()).isFalse();
        assertThat(founder.missing()).isEmpty();
        assertThat(begun).hasValue(0);

        others.put(new NodeId("c"), new OtherPasts.Told(MEMBER, List.of(new NodeId("b"), new NodeId("c"))));

        awaitBegun();
        await().atMost(SOON).until(founder::hasBegun);
        assertThat(halts).isEmpty();
    }

    @Test
    void theOrderToJoinIsOverOnceThereAreEntries() throws IOException {
        Files.createDirectories(settings(THREE).directory());
        Files.createFile(settings(THREE).joinFile());
        makeLog();
        Past.promise(settings(THREE));
        assertThat(Past.of(settings(THREE))).isEqualTo(JOINING);

        try (Watermark watermark = Watermark.open(settings(THREE).watermarkFile())) {
            watermark.raise(7);
        }

        assertThat(Past.of(settings(THREE))).isEqualTo(MEMBER);
    }

    @Test
    void aSingleCoordinatorBeginsAtOnceAndRemembers() {
        List<Voter> alone = THREE.subList(0, 1);

        start(alone);

        assertThat(begun).hasValue(1);
        assertThat(asked).hasValue(0);
        assertThat(Past.of(settings(alone))).isEqualTo(FOUNDER);
    }

    @Test
    void aMarkOfEntriesIsTheMarkOfAMember() throws IOException {
        Past.promise(settings(THREE));
        try (Watermark watermark = Watermark.open(settings(THREE).watermarkFile())) {
            watermark.raise(7);
        }
        assertThat(Past.of(settings(THREE))).isEqualTo(MEMBER);

        Files.write(settings(THREE).watermarkFile(), new byte[10]);
        assertThat(Past.of(settings(THREE))).as("unreadable").isEqualTo(MEMBER);
    }

    @Test
    void nothingBeginsOnceItIsClosed() {
        tell("b", FOUNDER);
        Founder founder = start(THREE);
        await().atMost(SOON).untilAtomic(asked, count -> assertThat(count).isPositive());

        founder.close();
        int until = asked.get();
        tell("c", MEMBER);

        await().during(Duration.ofMillis(1_500)).atMost(SOON).until(() -> begun.get() == 0);
        assertThat(asked.get()).isLessThanOrEqualTo(until + 1);
    }

    @Test
    void itAsksAtMostOnceASecondWhereNothingChanges() {
        start(THREE);
        await().atMost(SOON).untilAtomic(asked, count -> assertThat(count).isGreaterThanOrEqualTo(4));
        int before = asked.get();

        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> asked.get() - before <= 4);

        assertThat(asked.get()).isGreaterThan(before);
    }
}
