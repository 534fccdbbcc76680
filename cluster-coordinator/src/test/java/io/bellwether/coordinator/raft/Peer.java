package io.bellwether.coordinator.raft;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.timing.TimingProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One process's part: a real log, and a consumer that keeps a list of words and ticks while it leads. */
final class Peer implements LogConsumer, AutoCloseable {

    /** Small, so that a test fills some. */
    static final int SEGMENT_BYTES = 64 * 1024;

    static final String TICK = "tick";
    static final String BARRIER = "barrier";
    static final String POISON = "poison";

    final Voter voter;
    final Path directory;
    final List<Role> roles = new CopyOnWriteArrayList<>();
    final List<String> halts = new CopyOnWriteArrayList<>();
    final List<String> violations = new CopyOnWriteArrayList<>();
    final RatisLog log;
    final AtomicReference<@Nullable Watermark> watermark = new AtomicReference<>();
    final Barrier barrier;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<String> words = new ArrayList<>();
    private final Map<Long, CompletableFuture<Long>> open = new HashMap<>();
    private final boolean ticking;
    private long lastTicket;
    private volatile long index = -1;
    private volatile Role role = Role.UNKNOWN;

    Peer(RatisSettings settings, boolean ticking, Liveness liveness) {
        this.voter = settings.self();
        this.directory = settings.directory();
        this.ticking = ticking;
        this.log = new RatisLog(
                settings, this, thread, new Halt((line, cause) -> halts.add(line)), liveness, this::watermark);
        this.barrier = new Barrier(ticket -> log.propose(ticket, BARRIER.getBytes(StandardCharsets.UTF_8)));
    }

    private Watermark watermark(Path path) throws IOException {
        var opened = Watermark.open(path);
        watermark.set(opened);
        return opened;
    }

    static RatisSettings settings(Voter self, List<Voter> founders, Path directory, int threshold) {
        return new RatisSettings(
                "test",
                self,
                founders,
                "127.0.0.1",
                self.port(),
                directory,
                TimingProfile.FAST,
                threshold,
                SEGMENT_BYTES,
                100,
                "./bellwether voters replace " + self.id());
    }

    Peer start() {
        log.start();
        long period = TimingProfile.FAST.electionMax().toMillis() / 4;
        Future<?> unused = thread.scheduleWithFixedDelay(this::tick, 0, period, TimeUnit.MILLISECONDS);
        return this;
    }

    private void tick() {
        if (ticking && role.leading()) {
            CompletableFuture<Long> unused = write(TICK);
        }
    }

    /** Holds the index once it is committed and applied here; fails with what became of it. */
    CompletableFuture<Long> write(String word) {
        var outcome = new CompletableFuture<Long>();
        long ticket;
        synchronized (this) {
            ticket = ++lastTicket;
            open.put(ticket, outcome);
        }
        log.propose(ticket, word.getBytes(StandardCharsets.UTF_8));
        return outcome;
    }

    /** What is here by a linearizable read. */
    CompletableFuture<List<String>> read() {
        return barrier.pass().thenApply(at -> words());
    }

    /** What is here. */
    synchronized List<String> words() {
        return List.copyOf(words);
    }

    Role role() {
        return role;
    }

    long index() {
        return index;
    }

    /** Occupies the consumer's thread until the future is done. */
    void stall(CompletableFuture<?> until) {
        thread.execute(until::join);
    }

    @Override
    public synchronized void restored(long at, byte[] snapshot) {
        order(at);
        words.clear();
        words.addAll(new String(snapshot, StandardCharsets.UTF_8).lines().toList());
    }

    @Override
    public void committed(long at, long term, long ticket, byte[] entry) {
        String word = new String(entry, StandardCharsets.UTF_8);
        if (word.equals(POISON)) {
            throw new IllegalStateException(word);
        }
        if (role.leading() && term < role.term()) {
            violations.add("index %d of term %d after leading in term %d was told".formatted(at, term, role.term()));
        }
        CompletableFuture<Long> outcome;
        synchronized (this) {
            order(at);
            if (!word.equals(TICK) && !word.equals(BARRIER)) {
                words.add(word.strip());
            }
            outcome = open.remove(ticket);
        }
        if (Barrier.owns(ticket)) {
            barrier.committed(ticket, at);
        } else if (outcome != null) {
            outcome.complete(at);
        } else if (ticket != 0) {
            violations.add("ticket %d ended twice".formatted(ticket));
        }
    }

    private void order(long at) {
        if (at <= index) {
            violations.add("index %d after %d".formatted(at, index));
        }
        index = at;
    }

    @Override
    public void failed(long ticket, Fate fate) {
        if (Barrier.owns(ticket)) {
            barrier.failed(ticket, fate);
            return;
        }
        CompletableFuture<Long> outcome;
        synchronized (this) {
            outcome = open.remove(ticket);
        }
        if (outcome == null) {
            violations.add("ticket %d failed twice".formatted(ticket));
        } else {
            outcome.completeExceptionally(new IllegalStateException(fate.name()));
        }
    }

    @Override
    public void role(Role told) {
        role = told;
        roles.add(told);
    }

    @Override
    public synchronized byte[] snapshot() {
        return String.join("\n", words).getBytes(StandardCharsets.UTF_8);
    }

    NodeId id() {
        return voter.id();
    }

    @Nullable
    String halted() {
        return halts.isEmpty() ? null : halts.getFirst();
    }

    @Override
    public void close() {
        log.close();
        thread.shutdownNow();
    }

    @Override
    public String toString() {
        return id().name();
    }
}
