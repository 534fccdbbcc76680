package io.bellwether.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.agent.exchange.Reply;
import io.bellwether.agent.loop.NodeHandle;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.LogRecordCodec;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.protocol.authority.CoordinatorInput;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.node.NodeInput;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What goes in and out of the protocol's coordinator, with the loop and the log played by the test. */
class AuthorityTest {

    private static final NodeId SELF = new NodeId("coordinator-1");
    private static final long FIRST_TICKET = 100;

    private record Proposal(long ticket, LogRecord entry) {
        Command command() {
            return ((Payload.Membership) entry.payload()).command();
        }
    }

    private final List<Proposal> proposals = new ArrayList<>();
    private final List<NodeInput> given = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Authority.Knocker.Told> knocks = new ArrayList<>();
    private final NewsQueue news = new NewsQueue();
    private final AtomicLong tickets = new AtomicLong(FIRST_TICKET);
    private final LogRecordCodec codec = new LogRecordCodec();
    private final Authority authority = new Authority(
            new Authority.Surroundings(
                    SELF,
                    "instance-1",
                    TimingProfile.FAST,
                    news,
                    tickets::incrementAndGet,
                    (ticket, bytes) -> proposals.add(new Proposal(ticket, codec.decode(bytes))),
                    (subject, told) -> knocks.add(told),
                    new Sightings(),
                    new HostCounts(),
                    failures::add),
            new Node());
    private ClusterState onThreadOfLog = new ClusterState(StateRules.of(TimingProfile.FAST));
    private long index;

    private final class Node implements NodeHandle {
        @Override
        public long incarnation() {
            return 7;
        }

        @Override
        public View view() {
            return View.empty();
        }

        @Override
        public void send(long to, Message message) {
            sent.add(message);
        }

        @Override
        public void give(NodeInput input) {
            given.add(input);
        }

        @Override
        public void wake() {}
    }

    private void turn() {
        authority.step(System.nanoTime());
    }

    private void tell(CoordinatorInput input) {
        news.put(new LogNews.Happened(input));
        turn();
    }

    private void lead(long term) {
        tell(new CoordinatorInput.Role(true, term, SELF, List.of(SELF)));
    }

    private void commit(Proposal proposal) {
        LogRecord record = proposal.entry();
        var entry = new Entry(record.term(), record.clusterNanos(), record.wallMillis(), proposal.command());
        onThreadOfLog.apply(entry);
        commit(entry, proposal.ticket(), onThreadOfLog.hash());
    }

    private void commit(Entry entry) {
        onThreadOfLog.apply(entry);
        commit(entry, 0, onThreadOfLog.hash());
    }

    private static Entry admitOfAnother() {
        return new Entry(
                2, 0, 0, new Command.Admit(new NodeId("service-1"), "i", 0, "127.0.0.1:7900", "", "", false, 0));
    }

    private void commit(Entry entry, long ticket, long hash) {
        news.put(new LogNews.Applied(new CoordinatorInput.Committed(++index, entry, ticket), hash));
        turn();
    }

    private static Request.Join join(String name) {
        return new Request.Join(new NodeId(name), "i-" + name, 0, "127.0.0.1:7900", "", "", false, 0);
    }

    private Proposal proposed(Class<? extends Command> kind) {
        return proposals.stream()
                .filter(proposal -> kind.isInstance(proposal.command()))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no %s in %s".formatted(kind, proposals)));
    }

    @Test
    void aLeaderCommitsATickInItsTermAndHasALeaseOnceItIsCommitted() {
        lead(3);

        Proposal tick = proposed(Command.Tick.class);
        assertThat(tick.entry().term()).isEqualTo(3);
        assertThat(tick.ticket()).isGreaterThan(FIRST_TICKET);
        assertThat(authority.lease().age(System.nanoTime())).isEmpty();
        commit(tick);
        assertThat(authority.lease().isYounger(TimingProfile.FAST.leaseFreshNanos(), System.nanoTime()))
                .isTrue();
        assertThat(given).anyMatch(NodeInput.Confirmed.class::isInstance);
    }

    @Test
    void aJoinIsAnsweredWhenItsProposalIsCommittedUnderTheTicketOfTheLog() {
        lead(3);
        CompletableFuture<Reply> reply = authority.ask(join("service-1"));
        turn();
        assertThat(reply).isNotDone();

        commit(proposed(Command.Admit.class));

        assertThat(reply)
                .isCompletedWithValueMatching(value -> value.coordinator() == 7
                        && value.answer() instanceof Answer.Admitted(long incarnation, var view)
                        && incarnation == 1
                        && view.size() == 1);
        assertThat(given).anyMatch(NodeInput.Committed.class::isInstance);
    }

    @Test
    void aCommitOfAnotherProcessAnswersNobodyHere() {
        lead(3);
        CompletableFuture<Reply> reply = authority.ask(join("service-1"));
        turn();
        Proposal admit = proposed(Command.Admit.class);

        commit(new Proposal(0, admit.entry()));

        assertThat(reply).isNotDone();
    }

    @Test
    void aProposalThatFailedIsToldAsUnavailable() {
        lead(3);
        CompletableFuture<Reply> reply = authority.ask(join("service-1"));
        turn();

        tell(new CoordinatorInput.ProposalFailed(proposed(Command.Admit.class).ticket()));

        assertThat(reply).isCompletedWithValueMatching(value -> value.answer() instanceof Answer.Unavailable);
    }

    @Test
    void aFollowerRefusesAJoinAtOnceAndHoldsAPullUntilThereIsSomethingNewer() {
        tell(new CoordinatorInput.Role(false, 2, null, List.of(SELF)));
        CompletableFuture<Reply> joined = authority.ask(join("service-1"));
        CompletableFuture<Reply> pulled = authority.ask(new Request.Pull(0));
        turn();
        assertThat(joined).isCompletedWithValueMatching(value -> value.answer() instanceof Answer.Unavailable);
        assertThat(pulled).isNotDone();

        commit(admitOfAnother());

        assertThat(pulled)
                .isCompletedWithValueMatching(
                        value -> value.answer() instanceof Answer.Viewed(var view, var freshness) && view.size() == 1);
    }

    @Test
    void afterASnapshotTheTicketsOfTheFormerStateMeanNothing() {
        lead(3);
        CompletableFuture<Reply> reply = authority.ask(join("service-1"));
        turn();
        Proposal old = proposed(Command.Admit.class);

        news.put(new LogNews.Restored(new ClusterState(StateRules.of(TimingProfile.FAST)).image()));
        turn();
        assertThat(reply).isCompletedWithValueMatching(value -> value.answer() instanceof Answer.Unavailable);
        lead(4);
        CompletableFuture<Reply> next = authority.ask(join("service-2"));
        turn();
        tell(new CoordinatorInput.ProposalFailed(old.ticket()));

        assertThat(next).as("another proposal than the one that failed").isNotDone();
    }

    @Test
    void membersThatDifferFromThoseOnTheThreadOfTheLogEndTheProcess() {
        commit(admitOfAnother());
        assertThat(failures).isEmpty();

        commit(new Entry(2, 1, 1, new Command.Tick()), 0, onThreadOfLog.hash() + 1);

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("different members of entry 2"));
    }

    @Test
    void afterASnapshotTheMembersOfTheSnapshotAreCompared() {
        commit(admitOfAnother());
        onThreadOfLog = new ClusterState(StateRules.of(TimingProfile.FAST));
        news.put(new LogNews.Restored(onThreadOfLog.image()));

        commit(new Entry(2, 1, 1, new Command.Tick()));

        assertThat(failures).isEmpty();
    }

    @Test
    void whatIsMeantForCoordinatorsIsAnsweredAndOtherMessagesAreLeftToTheNode() {
        lead(3);
        CompletableFuture<Reply> reply = authority.ask(join("coordinator-2"));
        turn();
        commit(proposed(Command.Admit.class));
        assertThat(reply).isDone();

        authority.received(1, new Message.Ping(7, 1), System.nanoTime());

        assertThat(sent).isEmpty();
    }

    @Test
    void whenTheLoopFailsEveryAskerIsAnsweredAndTheProcessIsTold() {
        lead(3);
        CompletableFuture<Reply> waiting = authority.ask(join("service-1"));
        turn();
        CompletableFuture<Reply> queued = authority.ask(new Request.Pull(0));
        var planted = new IllegalStateException("planted");

        authority.ended(planted);

        assertThat(waiting).isCompletedWithValueMatching(value -> value.answer() instanceof Answer.Unavailable);
        assertThat(queued).isCompletedWithValueMatching(value -> value.answer() instanceof Answer.Unavailable);
        assertThat(authority.ask(new Request.Pull(0))).isDone();
        assertThat(failures).containsExactly(planted);
    }

    @Test
    void moreRequestsThanFitAreRefusedAtOnce() {
        for (int i = 0; i < Authority.ASKS_MAX; i++) {
            assertThat(authority.ask(new Request.Pull(0))).isNotDone();
        }

        assertThat(authority.ask(new Request.Pull(0)))
                .isCompletedWithValueMatching(value -> value.answer() instanceof Answer.Unavailable);
    }
}
