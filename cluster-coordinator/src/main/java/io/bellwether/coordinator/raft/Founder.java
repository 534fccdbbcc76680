package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.raft.OtherPasts.Answers;
import io.bellwether.coordinator.raft.OtherPasts.Told;
import io.bellwether.protocol.membership.NodeId;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries {@link Founding} out before there is a log: asks, promises, waits, and has the log begun, or refuses. With a log
 * on disk it asks nobody. It asks for as long as it takes, at most once a second: whoever installs three machines may need
 * an hour for the third. Meanwhile it says whom it waits for.
 */
public final class Founder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Founder.class);

    private static final String WAITS =
            "has no log yet; a cluster is founded once all its coordinators have answered each other";
    private static final String JOINS =
            "was told to join and waits until a leader says that it is none of its voters; take it out of them first";
    private static final long APART_MILLIS_MIN = 100;
    private static final long APART_MILLIS_MAX = 1_000;
    private static final long SAY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RatisSettings settings;
    private final OtherPasts others;
    private final Runnable waits;
    private final Runnable begin;
    private final Halt halt;
    private final Rounds rounds;
    private final Object starting = new Object();

    private volatile @Nullable Past past;
    private volatile boolean closed;
    private volatile Set<NodeId> missing = Set.of();
    private volatile boolean waiting;

    private long apartMillis = APART_MILLIS_MIN;
    private Map<NodeId, Told> told = Map.of();
    private @Nullable String said;
    private long saidNanos;

    /**
     * @param waits Is told, once, that nothing forbids it so far and that it has to wait for others.
     * @param begin Starts the log; called once at most, by {@link #start} or later on a thread of its own.
     */
    public Founder(RatisSettings settings, OtherPasts others, Runnable waits, Runnable begin, Halt halt) {
        this.settings = settings;
        this.others = others;
        this.waits = waits;
        this.begin = begin;
        this.halt = halt;
        this.rounds = new Rounds("founding", halt);
    }

    /** Looks at the disk, and begins at once where nobody has to be asked. */
    public void start() {
        Past found = Past.of(settings);
        past = found;
        boolean alone = settings.founders().size() <= 1 && found != Past.JOINING;
        if (found == Past.MEMBER || alone) {
            goOn(new Answers(Map.of(), Map.of()));
        } else {
            waiting = true;
            rounds.soon(this::ask);
        }
    }

    /** What it tells others; null before it has looked. */
    public @Nullable Past past() {
        return past;
    }

    /** Whether it has begun: the log is there, or was refused. */
    public boolean hasBegun() {
        return past != null && !waiting;
    }

    /** The founders that it waits for; nobody once it has begun. */
    public Set<NodeId> missing() {
        return missing;
    }

    private void ask() {
        if (closed) {
            return;
        }
        var unused = others.ask()
                .whenComplete((answers, e) -> rounds.soon(() -> {
                    if (e != null) {
                        throw new IllegalStateException("the others cannot be asked", e);
                    }
                    goOn(answers);
                }));
    }

    private void goOn(Answers answers) {
        Past now = past;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        switch (Founding.next(settings.self().id(), now, settings.founders(), answers.told())) {
            case Founding.Step.Begin() -> begin();
            case Founding.Step.Promise() -> promise(answers);
            case Founding.Step.Wait(var who) -> await(who, WAITS, answers);
            case Founding.Step.WaitForLeader() -> await(Set.of(), JOINS, answers);
            case Founding.Step.Refuse(var member) -> refuse(member);
        }
    }

    private void begin() {
        synchronized (starting) {
            if (!closed) {
                // Before the log has begun: nobody may see its votes and still hear that it has not.
                past = Past.MEMBER;
                begin.run();
            }
        }
        missing = Set.of();
        waiting = false;
        rounds.close();
    }

    private void promise(Answers answers) {
        try {
            Past.promise(settings);
        } catch (IOException e) {
            halt.because("Raft did not start: the data folder cannot be written: " + Halt.rootOf(e), e);
            return;
        }
        past = Past.FOUNDER;
        goOn(answers);
    }

    private void await(Set<NodeId> who, String why, Answers answers) {
        missing = Set.copyOf(who);
        synchronized (starting) {
            if (said == null && !closed) {
                waits.run();
            }
        }
        say(why, answers);
        boolean news = !answers.told().equals(told);
        told = answers.told();
        apartMillis = news ? APART_MILLIS_MIN : Math.min(2 * apartMillis, APART_MILLIS_MAX);
        rounds.after(apartMillis, this::ask);
    }

    private void say(String why, Answers answers) {
        long now = System.nanoTime();
        boolean again = now - saidNanos > SAY_AGAIN_NANOS;
        String what = why + missing;
        if (what.equals(said) && !again) {
            return;
        }
        (said != null && again ? LOG.atWarn() : LOG.atInfo())
                .addKeyValue("action", "raft.founding")
                .addKeyValue("node", settings.self().id())
                .addKeyValue("missing", new TreeSet<>(missing))
                .addKeyValue("silent", new TreeMap<>(answers.silent()))
                .log(why);
        said = what;
        saidNanos = now;
    }

    private void refuse(NodeId member) {
        var refused = new RefusedStartException(
                "there is nothing in its data folder, and %s has a log of this cluster; its data are gone, or it is new there"
                        .formatted(member),
                settings);
        halt.because(String.valueOf(refused.getMessage()), null);
    }

    /** Nothing begins any more; what is beginning has begun. */
    @Override
    public void close() {
        synchronized (starting) {
            closed = true;
        }
        rounds.close();
    }
}
