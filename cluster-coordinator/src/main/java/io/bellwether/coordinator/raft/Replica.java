package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.storage.SnapshotFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachine;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * What the library calls: passes entries on and keeps snapshots; it holds no state of its own. The library's thread that
 * applies entries is the only one that hands them over, so they arrive in the order of the log.
 */
final class Replica extends BaseStateMachine {

    private final LogConsumer consumer;
    private final Handover handover;
    private final OpenProposals proposals;
    private final ByteString self;
    private final Watermark watermark;
    private final Halt halt;
    private final Runnable roleMayHaveChanged;
    private final SnapshotFolder snapshots = new SnapshotFolder();
    private final AtomicLong consumedIndex = new AtomicLong(-1);
    private final WatermarkHook hook;
    private volatile @Nullable VoterListFile voterList;

    Replica(
            LogConsumer consumer,
            Handover handover,
            OpenProposals proposals,
            ClientId self,
            Watermark watermark,
            Halt halt,
            Runnable roleMayHaveChanged) {
        this.consumer = consumer;
        this.handover = handover;
        this.proposals = proposals;
        this.self = self.toByteString();
        this.watermark = watermark;
        this.halt = halt;
        this.roleMayHaveChanged = roleMayHaveChanged;
        this.hook = new WatermarkHook(watermark);
    }

    /** Up to here the consumer has taken everything. */
    long consumedIndex() {
        return consumedIndex.get();
    }

    long snapshotIndex() {
        var latest = snapshots.getLatestSnapshot();
        return latest == null ? -1 : latest.getIndex();
    }

    Watermark watermark() {
        return watermark;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage) throws IOException {
        super.initialize(server, group, storage);
        voterList = new VoterListFile(storage.getStorageDir().getCurrentDir().toPath());
        getLifeCycle()
                .startAndTransition(
                        () -> {
                            snapshots.init(storage);
                            restore();
                        },
                        IOException.class);
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    /** A leader has sent its snapshot; it is in place now. */
    @Override
    public void reinitialize() throws IOException {
        getLifeCycle().startAndTransition(this::restore, IOException.class);
    }

    private void restore() throws IOException {
        SnapshotFile latest = snapshots.latest();
        if (latest == null) {
            return;
        }
        setLastAppliedTermIndex(TermIndex.valueOf(latest.term(), latest.index()));
        handOver(latest.index(), () -> consumer.restored(latest.index(), latest.body()));
    }

    @Override
    public TransactionContext preAppendTransaction(TransactionContext transaction) {
        RaftClientRequest request = transaction.getClientRequest();
        if (request != null) {
            proposals.entering(request.getCallId());
        }
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = Objects.requireNonNull(transaction.getLogEntry());
        StateMachineLogEntryProto content = entry.getStateMachineLogEntry();
        long ticket = content.getClientId().equals(self) ? proposals.committed(content.getCallId()) : 0;
        byte[] bytes = content.getLogData().toByteArray();
        long index = entry.getIndex();
        long term = entry.getTerm();
        handOver(index, () -> consumer.committed(index, term, ticket, bytes));
        updateLastAppliedTermIndex(term, index);
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        super.notifyTermIndexUpdated(term, index);
        // An entry of the library's own: nothing to tell, and yet consumed.
        handOver(index, () -> {});
    }

    private void handOver(long index, Runnable told) {
        try {
            handover.put(() -> {
                told.run();
                consumedIndex.set(index);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handover.close();
        }
    }

    @Override
    public long takeSnapshot() throws IOException {
        TermIndex last = getLastAppliedTermIndex();
        if (last.getIndex() < 0) {
            return last.getIndex();
        }
        var body = new CompletableFuture<byte[]>();
        try {
            handover.put(() -> body.complete(consumer.snapshot()));
            byte[] bytes = await(body);
            snapshots.write(last, bytes);
            return last.getIndex();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the consumer takes a snapshot", e);
        }
    }

    private byte[] await(CompletableFuture<byte[]> body) throws IOException, InterruptedException {
        while (!handover.isClosed()) {
            try {
                return body.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Looks whether there is still a consumer, and waits on.
            } catch (ExecutionException e) {
                throw new IOException(e);
            }
        }
        throw new IOException("stopped before the snapshot was taken");
    }

    /** The library has just tried to, and goes on where it failed. */
    private void keepVoters(LogEntryProto entry) {
        try {
            Objects.requireNonNull(voterList).keep(entry);
        } catch (IOException e) {
            if (!handover.isClosed()) {
                halt.because("the list of voters can no longer be written: %s".formatted(Halt.rootOf(e)), e);
            }
        }
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return snapshots;
    }

    @Override
    public DataApi data() {
        return hook;
    }

    @Override
    public EventApi event() {
        return events;
    }

    @Override
    public LeaderEventApi leaderEvent() {
        return leaderEvents;
    }

    private final EventApi events = new EventApi() {
        @Override
        public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
            roleMayHaveChanged.run();
        }

        @Override
        public void notifyTermIndexUpdated(long term, long index) {
            Replica.this.notifyTermIndexUpdated(term, index);
        }

        @Override
        public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto configuration) {
            keepVoters(LogEntryProto.newBuilder()
                    .setTerm(term)
                    .setIndex(index)
                    .setConfigurationEntry(configuration)
                    .build());
            roleMayHaveChanged.run();
        }

        @Override
        public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
            // While it closes, an entry may come to a file that is closed already: that is no loss, it was never
            // acknowledged.
            if (!handover.isClosed()) {
                halt.because("the log can no longer be written: %s".formatted(cause.getMessage()), cause);
            }
        }
    };

    private final LeaderEventApi leaderEvents = new LeaderEventApi() {
        @Override
        public void notifyNotLeader(Collection<TransactionContext> pending) {
            roleMayHaveChanged.run();
        }

        @Override
        public void notifyLeaderReady() {
            roleMayHaveChanged.run();
        }
    };

    /** Where the library tells about its disk. */
    private static final class WatermarkHook implements StateMachine.DataApi {

        private final Watermark watermark;

        WatermarkHook(Watermark watermark) {
            this.watermark = watermark;
        }

        /**
         * Called before the log is flushed. What is returned is asked for its value after it was flushed and before
         * anything up to this index is acknowledged: there is no other place in between, so the value does the work.
         */
        @Override
        public CompletableFuture<Void> flush(long index) {
            return new Later(() -> watermark.raise(index));
        }

        /** Called before the log is cut, and asked for its value after. */
        @Override
        public CompletableFuture<Void> truncate(long index) {
            try {
                watermark.truncating(index);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Later(watermark::truncated);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A future that does its work when it is asked for its value. */
    private static final class Later extends CompletableFuture<Void> {

        private final Work work;

        Later(Work work) {
            this.work = work;
        }

        @Override
        public Void get() throws ExecutionException {
            try {
                work.run();
            } catch (IOException e) {
                throw new ExecutionException(e);
            }
            return null;
        }

        @Override
        public Void get(long timeout, TimeUnit unit) {
            throw new IllegalStateException("asked before the log is on disk: Log.StateMachineData.sync must be off");
        }
    }
}
