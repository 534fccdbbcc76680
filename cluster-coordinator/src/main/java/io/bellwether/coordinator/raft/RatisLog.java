package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.raft.LogConsumer.Fate;
import io.bellwether.protocol.membership.NodeId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agreed log by Apache Ratis, one group in one process, with the safeguards around it. */
public final class RatisLog implements AgreedLog {

    private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);

    private static final long ROLE_PERIOD_MILLIS = 50;
    private static final long CHORES_PERIOD_MILLIS = 500;
    private static final long CHANGE_TIMEOUT_MILLIS = 10_000;
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final RatisSettings settings;
    private final Halt halt;
    private final Handover handover;
    private final LogConsumer consumer;
    private final RoleWatch roleWatch;
    private final Watchdog watchdog;
    private final Candidacy candidacy;
    private final Watermark.Opener watermarks;
    private final PeerConnections connections;
    private final OpenProposals proposals = new OpenProposals();
    private final ClientId client = ClientId.randomId();
    private final RaftGroupId group;
    private final RaftPeerId self;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong stepDowns = new AtomicLong();
    private final Rounds watch;
    private final Rounds chores;
    private final Rounds proposer;
    private final Rounds carer;
    private volatile @Nullable Running running;
    private volatile boolean stopping;
    private volatile long progressIndex = -1;
    private volatile long progressNanos = System.nanoTime();

    private record Running(RaftServer server, RaftServer.Division division, Replica replica) {}

    /**
     * A log that tells this consumer.
     *
     * @param consumerThread where the consumer is called; runs one task at a time
     */
    public RatisLog(RatisSettings settings, LogConsumer consumer, Executor consumerThread, Halt halt) {
        this(settings, consumer, consumerThread, halt, Liveness.USUAL, Watermark::open);
    }

    RatisLog(
            RatisSettings settings,
            LogConsumer consumer,
            Executor consumerThread,
            Halt halt,
            Liveness liveness,
            Watermark.Opener watermarks) {
        this.settings = settings;
        this.watermarks = watermarks;
        this.connections = new PeerConnections(settings, liveness, halt);
        this.consumer = consumer;
        this.halt = halt;
        this.watch = new Rounds("watch", halt);
        this.chores = new Rounds("chores", halt);
        this.proposer = new Rounds("proposer", halt);
        this.carer = new Rounds("connections", halt);
        this.handover = new Handover(
                consumerThread, e -> halt.because("an entry of the log could not be taken: " + e.getMessage(), e));
        this.roleWatch = new RoleWatch(consumer, handover);
        this.watchdog = new Watchdog(settings.profile());
        this.candidacy = new Candidacy(settings.profile(), watchdog.periodMillis());
        this.group = RaftGroupId.valueOf(settings.group());
        this.self = RaftPeerId.valueOf(settings.self().id().name());
    }

    @Override
    public void start() {
        LibraryExits.prevent();
        try {
            Files.createDirectories(settings.raftFolder());
            var guard = new StartGuard(settings);
            StartGuard.Found found = guard.check();
            guard.mend(found);
            running = begin(guard.founders(found), watermarks.open(settings.watermarkFile()));
            LOG.atInfo()
                    .addKeyValue("action", "raft.started")
                    .addKeyValue("node", settings.self().id())
                    .addKeyValue("lastIndex", found.lastIndex())
                    .addKeyValue("snapshotIndex", found.snapshotIndex())
                    .log("the log is whole, Raft has started");
        } catch (RefusedStartException e) {
            halt.because(String.valueOf(e.getMessage()), null);
            return;
        } catch (IOException | RuntimeException e) {
            halt.because("Raft did not start: %s".formatted(Halt.rootOf(e)), e);
            return;
        }
        watch.every(ROLE_PERIOD_MILLIS, this::reviewRole);
        watch.every(watchdog.periodMillis(), this::guard);
        chores.every(CHORES_PERIOD_MILLIS, this::doChores);
        carer.every(connections.periodMillis(), this::careForConnections);
    }

    private Running begin(List<Voter> founders, Watermark watermark) throws IOException {
        connections.onDisk(watermark::index);
        var replica =
                new Replica(consumer, handover, proposals, client, watermark, halt, () -> watch.soon(this::reviewRole));
        RaftServer server = RaftServer.newBuilder()
                .setServerId(self)
                .setGroup(RaftGroup.valueOf(group, RoleWatch.peers(founders)))
                .setOption(StartupOption.RECOVER)
                .setStateMachine(replica)
                .setProperties(RatisProperties.of(settings))
                .setParameters(connections.parameters())
                .build();
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            // Half started it would go on writing into its folder.
            quietly(server, "server");
            throw e;
        }
        return new Running(server, server.getDivision(group), replica);
    }

    private void reviewRole() {
        Running now = running;
        if (now != null && !stopping) {
            connections.heardOf(now.division.getInfo().getCurrentTerm());
            roleWatch.review(now.division);
        }
    }

    /** Every {@link Watchdog#periodMillis}: whether there is still a server, and whether it may still lead. */
    private void guard() {
        Running now = running;
        if (now == null || stopping) {
            return;
        }
        if (now.server.getLifeCycleState().isClosingOrClosed()
                || !now.division.getInfo().isAlive()) {
            if (!stopping) { // Asked again: close() may have come in between.
                halt.because("the Raft server has closed itself; its last lines say why", null);
            }
            return;
        }
        String dead = candidacy.look(now.division.getInfo().isCandidate(), connections.votesAsked(), System.nanoTime());
        if (dead != null) {
            halt.because(dead, null);
            return;
        }
        String why = watchdog.look(now.division, System.nanoTime());
        if (why != null) {
            stepDown(now, why);
        }
    }

    private void stepDown(Running now, String why) {
        stepDowns.incrementAndGet();
        LOG.atWarn()
                .addKeyValue("action", "raft.stepped-down")
                .addKeyValue("node", settings.self().id())
                .addKeyValue("term", now.division.getInfo().getCurrentTerm())
                .addKeyValue("cause", why)
                .log("gives leadership up");
        // To nobody: the library's words for stepping down.
        Question question = () -> now.server.transferLeadershipAsync(new TransferLeadershipRequest(
                client, self, group, calls.incrementAndGet(), null, CHANGE_TIMEOUT_MILLIS));
        Question.ask(question, (index, e) -> {
            if (e != null) {
                LOG.atDebug()
                        .addKeyValue("term", now.division.getInfo().getCurrentTerm())
                        .setCause(e)
                        .log("not yet");
            }
        });
    }

    private void doChores() {
        Running now = running;
        if (now == null || stopping) {
            return;
        }
        try {
            now.replica.watermark().sync();
        } catch (IOException e) {
            halt.because("the watermark can no longer be written: " + e.getMessage(), e);
        }
        long consumed = now.replica.consumedIndex();
        if (consumed != progressIndex || consumed >= now.division.getRaftLog().getLastCommittedIndex()) {
            progressIndex = consumed;
            progressNanos = System.nanoTime();
        }
    }

    private void careForConnections() {
        Running now = running;
        if (now != null && !stopping) {
            connections.look(now.server, now.division, System.nanoTime());
        }
    }

    @Override
    public void propose(long ticket, byte[] entry) {
        if (ticket == 0) {
            throw new IllegalArgumentException("ticket 0 stands for no ticket");
        }
        LogConsumer.Role role = roleWatch.told();
        if (!role.leading() || !proposals.open(ticket)) {
            handover.force(() -> consumer.failed(ticket, Fate.NOT_PROPOSED));
            return;
        }
        proposer.soon(() -> submit(ticket, role.term(), entry));
    }

    private void submit(long ticket, long term, byte[] entry) {
        Running now = running;
        // What was decided in one term is not proposed in another.
        if (now == null || stopping || roleWatch.told().term() != term) {
            failed(ticket);
            return;
        }
        var request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(self)
                .setGroupId(group)
                .setCallId(ticket)
                .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry)))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        Question.ask(() -> now.server.submitClientRequestAsync(request), (index, e) -> {
            if (e != null) {
                failed(ticket);
            }
        });
    }

    private void failed(long ticket) {
        Fate fate = proposals.failed(ticket);
        if (fate != null) {
            handover.force(() -> consumer.failed(ticket, fate));
        }
    }

    @Override
    public CompletableFuture<Void> transferLeadership(NodeId to) {
        return change(now -> now.server.transferLeadershipAsync(new TransferLeadershipRequest(
                        client,
                        self,
                        group,
                        calls.incrementAndGet(),
                        RaftPeerId.valueOf(to.name()),
                        CHANGE_TIMEOUT_MILLIS)))
                .thenApply(index -> null);
    }

    @Override
    public CompletableFuture<Void> changeVoters(List<Voter> voters) {
        RatisSettings.checkNames(voters);
        return change(now -> now.server.setConfigurationAsync(new SetConfigurationRequest(
                        client, self, group, calls.incrementAndGet(), RoleWatch.peers(voters))))
                .thenApply(index -> null);
    }

    @Override
    public CompletableFuture<Long> takeSnapshot() {
        return change(now -> now.server.snapshotManagementAsync(SnapshotManagementRequest.newCreate(
                client, self, group, calls.incrementAndGet(), CHANGE_TIMEOUT_MILLIS)));
    }

    private interface Change {
        CompletableFuture<RaftClientReply> make(Running now) throws IOException;
    }

    // On the chores' thread: some of these wait inside the library before they give their future back.
    private CompletableFuture<Long> change(Change change) {
        Running now = running;
        if (now == null || stopping) {
            return CompletableFuture.failedFuture(new IllegalStateException("Raft does not run here"));
        }
        var outcome = new CompletableFuture<Long>();
        chores.soon(() -> Question.ask(() -> change.make(now), (index, e) -> {
            if (e != null) {
                outcome.completeExceptionally(e);
            } else {
                outcome.complete(index);
            }
        }));
        return outcome;
    }

    @Override
    public Status status() {
        Running now = running;
        if (now == null || stopping) {
            return new Status(false, false, 0, null, List.of(), -1, -1, false, -1, -1);
        }
        var info = now.division.getInfo();
        var log = now.division.getRaftLog();
        var last = log.getLastEntryTermIndex();
        long snapshot = now.replica.snapshotIndex();
        LogConsumer.Role told = roleWatch.told();
        return new Status(
                info.isAlive() && !halt.isCalled(),
                told.leading() && RoleWatch.leadsIn(info) == told.term(),
                info.getCurrentTerm(),
                RoleWatch.leader(info),
                RoleWatch.voters(now.division),
                log.getLastCommittedIndex(),
                now.replica.consumedIndex(),
                System.nanoTime() - progressNanos > STUCK_NANOS,
                last == null ? snapshot : last.getIndex(),
                snapshot);
    }

    @Override
    public boolean isBacked() {
        Running now = running;
        return now != null && !stopping && watchdog.isBacked(now.division);
    }

    /** For tests that break it. */
    RaftServer server() {
        return Objects.requireNonNull(running).server;
    }

    /** Times that this process gave leadership up by itself. */
    public long stepDowns() {
        return stepDowns.get();
    }

    /** What it counts, for whoever watches. */
    public LogNumbers numbers() {
        Running now = stopping ? null : running;
        return LogNumbers.of(self.toString(), now == null ? null : now.division, stepDowns.get(), traffic());
    }

    /** What went between this coordinator and the others. */
    public RaftTraffic traffic() {
        return connections.traffic();
    }

    /** Proposals without an outcome. */
    public int openProposals() {
        return proposals.size();
    }

    @Override
    public void close() {
        if (stopping) {
            return;
        }
        stopping = true;
        handover.close();
        watch.close();
        proposer.close();
        chores.close();
        carer.close();
        Running now = running;
        if (now != null) {
            quietly(now.server, "server");
            quietly(now.replica.watermark()::close, "watermark");
        }
    }

    private static void quietly(Closeable closing, String what) {
        try {
            closing.close();
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().addKeyValue("what", what).setCause(e).log("did not close well");
        }
    }
}
