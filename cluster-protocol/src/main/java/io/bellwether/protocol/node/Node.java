package io.bellwether.protocol.node;

import io.bellwether.protocol.detector.Edge;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.gossip.GossipListener;
import io.bellwether.protocol.gossip.GossipRounds;
import io.bellwether.protocol.gossip.Peers;
import io.bellwether.protocol.gossip.Sizes;
import io.bellwether.protocol.gossip.ViewSpread;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Outbox;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.monitoring.Watching;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.quorum.ModeWatch;
import io.bellwether.protocol.quorum.QuorumFreshness;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What every process runs: it beats to its neighbours, judges its edges, reports to the coordinators, gossips, and follows
 * the view. Confined to one thread; inputs in, effects out.
 */
public final class Node {

    /** What a node says of itself before it knows anything. */
    public static final Rumour.Health FIRST_HEALTH = OwnHealth.unknown();

    private final long beatNanos;
    private final long idleNanos;
    private final Edges edges;
    private final Doubt doubt;
    private final Enrolment enrolment;
    private final Watching watching;
    private final GossipRounds gossip;
    private final ViewSpread views;
    private final QuorumFreshness freshness;
    private final ModeWatch modeWatch;
    private final OwnHealth health;
    private final ReportClock reports;
    private final BadEdgeNews badEdges;
    private final List<NodeEffect> effects = new ArrayList<>();
    private final Outbox out = (to, message) -> effects.add(new NodeEffect.Send(to, message));

    private long[] coordinators = {};
    private long versionFollowed = -1;
    private boolean doubted;
    private Stage stageTold = Stage.OUTSIDE;
    private long lastNanos;
    private long deadlineNanos;

    /** A node that has not joined yet. */
    public Node(
            Identity identity,
            TimingProfile profile,
            Sizes sizes,
            Watching watching,
            RandomGenerator random,
            long nowNanos) {
        this.watching = watching;
        this.beatNanos = profile.heartbeat().toNanos();
        // So often at least it looks at the age of the lease, also where beats are rare.
        this.idleNanos = Math.min(beatNanos, profile.leaseFreshNanos() / 4);
        this.edges = new Edges(profile, random);
        this.doubt = new Doubt(beatNanos);
        this.enrolment = new Enrolment(identity, random, nowNanos);
        this.freshness = new QuorumFreshness();
        this.badEdges = new BadEdgeNews(profile, random, nowNanos);
        this.modeWatch = new ModeWatch(profile.leaseFreshNanos(), nowNanos);
        this.health = new OwnHealth(beatNanos);
        Peers peers = new Peers(random);
        GossipListener listener = new GossipNews(effects);
        this.gossip = new GossipRounds(profile, sizes, peers, random, freshness::now, listener, nowNanos);
        this.views = new ViewSpread(profile, sizes, peers, listener, nowNanos);
        this.reports = new ReportClock(beatNanos, random.nextLong(beatNanos), nowNanos);
        this.lastNanos = nowNanos;
        this.deadlineNanos = nowNanos;
    }

    /** Applies one input and returns what to do about it, in order. The list is valid until the next step. */
    public List<NodeEffect> step(NodeInput input, long nowNanos) {
        if (nowNanos - lastNanos < 0) {
            throw new IllegalStateException("time went backwards by %d ns".formatted(lastNanos - nowNanos));
        }
        if (nowNanos - deadlineNanos > beatNanos / 2 && enrolment.isIn()) {
            doubt.loopWasLate(nowNanos);
        }
        lastNanos = nowNanos;
        effects.clear();
        switch (input) {
            case NodeInput.Tick tick -> {}
            case NodeInput.Received(long from, var message) -> received(from, message, nowNanos);
            case NodeInput.Answered(var answer) -> answered(answer, nowNanos);
            case NodeInput.Unanswered unanswered -> enrolment.failed(nowNanos);
            case NodeInput.Committed(var delta) -> views.committed(delta, nowNanos, out);
            case NodeInput.Confirmed(var evidence) -> {
                freshness.hear(evidence, nowNanos);
                enrolment.leaderWorks(nowNanos);
            }
            case NodeInput.Readdressed(String address) -> enrolment.readdressed(address, nowNanos);
            case NodeInput.LeaveAsked asked -> enrolment.leave(nowNanos);
            case NodeInput.Told(var own) -> health.take(own, nowNanos);
        }
        followView(nowNanos);
        doWhatIsDue(nowNanos);
        deadlineNanos = computeDeadline(nowNanos);
        return effects;
    }

    /** When to call again at the latest. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    public View view() {
        return views.view();
    }

    public Stage stage() {
        return enrolment.stage();
    }

    /** Why it is in that stage. */
    public String stageDetail() {
        return enrolment.detail();
    }

    /** Its present incarnation, or the last one, 0 before the first. */
    public long incarnation() {
        return enrolment.incarnation();
    }

    public Mode mode() {
        return modeWatch.mode();
    }

    /** Its own score. */
    public int score() {
        return health.score();
    }

    /** The best evidence of a leader that it has. */
    public Freshness freshness(long nowNanos) {
        return freshness.now(nowNanos);
    }

    /** Whether it doubts what it sees. */
    public boolean isDoubting(long nowNanos) {
        return doubt.isDoubting(nowNanos);
    }

    /** What it thinks of an edge, or null where it has none. */
    public @Nullable EdgeVerdict edgeTo(long subject) {
        Edges.Slot slot = edges.find(subject);
        return slot == null ? null : slot.edge.verdict();
    }

    /** For how long an edge has been good, or -1. */
    public long edgeGoodForNanos(long subject, long nowNanos) {
        Edges.Slot slot = edges.find(subject);
        return slot == null || slot.edge.verdict() != EdgeVerdict.GOOD ? -1 : nowNanos - slot.edge.sinceNanos();
    }

    /** What is known of all members by gossip. */
    public GossipRounds gossip() {
        return gossip;
    }

    /** All of this at once, for people and for other threads. */
    public NodeStatus status(long nowNanos) {
        return new NodeStatus(
                enrolment.stage(),
                enrolment.detail(),
                enrolment.incarnation(),
                views.view(),
                modeWatch.mode(),
                modeWatch.cause(),
                modeWatch.refusesWrites(nowNanos),
                freshness.now(nowNanos),
                doubt.isDoubting(nowNanos),
                health.score(),
                health.details().explain(nowNanos),
                edges.status(nowNanos));
    }

    private void received(long from, Message message, long nowNanos) {
        if (!enrolment.isIn()) {
            return;
        }
        switch (message) {
            case Message.Beat beat -> beat(from, beat, nowNanos);
            case Message.Ping(long to, long nonce) -> {
                if (to == enrolment.incarnation()) {
                    out.send(from, new Message.Pong(nonce));
                }
            }
            case Message.Deltas deltas -> views.received(from, deltas, nowNanos, out);
            case Message.DeltasWanted wanted -> views.received(from, wanted, nowNanos, out);
            case Message.Gossip round -> {
                freshness.hear(round.freshness(), nowNanos);
                views.noticed(from, round.version(), nowNanos, out);
                gossip.received(from, round, nowNanos, out);
            }
            case Message.Buckets buckets -> gossip.received(from, buckets, nowNanos, out);
            case Message.Versions versions -> gossip.received(from, versions, nowNanos, out);
            case Message.Rumours rumours -> gossip.received(from, rumours, nowNanos, out);
            case Message.Report report -> tellIfGone(from, report.version(), nowNanos);
            case Message.Relay relay -> {}
            case Message.Ask ask -> {}
            case Message.Opinion opinion -> {}
            case Message.Pong pong -> {}
        }
    }

    private void beat(long from, Message.Beat beat, long nowNanos) {
        freshness.hear(beat.freshness(), nowNanos);
        views.noticed(from, beat.version(), nowNanos, out);
        tellIfGone(from, beat.version(), nowNanos);
        Edges.Slot slot = edges.find(from);
        if (slot == null || beat.to() != enrolment.incarnation()) {
            return;
        }
        slot.edge.beat(
                beat.sequence(), beat.echoSequence(), beat.echoMicros(), beat.aboutYou(), beat.doubt(), nowNanos);
        review(slot, nowNanos);
    }

    // Who was removed while it could not hear does not know it, and nobody beats to it any more.
    private void tellIfGone(long from, long version, long nowNanos) {
        if (version < views.view().version() && views.view().member(from) == null) {
            views.received(from, new Message.DeltasWanted(version), nowNanos, out);
        }
    }

    private void answered(Answer answer, long nowNanos) {
        View view = enrolment.answered(answer, nowNanos);
        if (answer instanceof Answer.Viewed(var viewed, var evidence)) {
            freshness.hear(evidence, nowNanos);
        }
        if (answer instanceof Answer.Admitted && enrolment.isIn()) {
            views.identity(enrolment.incarnation());
        }
        if (view != null) {
            views.pulled(view, nowNanos);
        }
    }

    private void followView(long nowNanos) {
        View view = views.view();
        if (view.version() != versionFollowed) {
            versionFollowed = view.version();
            enrolment.follow(view, nowNanos);
            if (enrolment.isIn()) {
                followMembers(view, nowNanos);
            }
            effects.add(new NodeEffect.ViewChanged(view));
        }
        if (enrolment.stage() != stageTold) {
            stageTold = enrolment.stage();
            effects.add(new NodeEffect.StageChanged(stageTold, enrolment.detail()));
            if (enrolment.isIn()) {
                followMembers(view, nowNanos);
            } else {
                edges.clear();
            }
        }
    }

    private void followMembers(View view, long nowNanos) {
        edges.follow(view, watching.neighboursOf(view, enrolment.incarnation()), nowNanos);
        coordinators = view.members().stream()
                .filter(member -> member.coordinator())
                .mapToLong(member -> member.incarnation())
                .toArray();
        gossip.viewChanged(view, enrolment.incarnation(), nowNanos);
    }

    private void doWhatIsDue(long nowNanos) {
        Request request = enrolment.due(views.view(), views.pullWanted(nowNanos), nowNanos);
        if (request != null) {
            effects.add(new NodeEffect.Ask(request));
        }
        if (modeWatch.step(freshness.ageNanos(nowNanos), nowNanos)) {
            effects.add(new NodeEffect.ModeChanged(modeWatch.mode()));
        }
        if (!enrolment.isIn()) {
            return;
        }
        tendEdges(nowNanos);
        if (reports.isDue(nowNanos)) {
            report(nowNanos);
        }
        gossip.tick(nowNanos, out);
        views.tick(nowNanos, out);
    }

    private void tendEdges(long nowNanos) {
        Freshness known = null;
        for (int i = 0; i < edges.size(); i++) {
            Edges.Slot slot = edges.slot(i);
            if (nowNanos - slot.edge.deadlineNanos() >= 0) {
                review(slot, nowNanos);
            }
            if (edges.takeBeat(slot, nowNanos)) {
                known = known == null ? freshness.now(nowNanos) : known;
                out.send(slot.subject, beatFor(slot, known, nowNanos));
            }
        }
        boolean doubts = doubt.isDoubting(nowNanos);
        if (doubts != doubted) {
            doubted = doubts;
            reports.changed();
        }
        if (!doubts) {
            badEdges.tell(edges, gossip, nowNanos);
        }
    }

    private Message.Beat beatFor(Edges.Slot slot, Freshness known, long nowNanos) {
        Edge edge = slot.edge;
        return new Message.Beat(
                slot.subject,
                edge.nextSequence(nowNanos),
                edge.echoSequence(),
                edge.echoMicros(nowNanos),
                edge.verdict(),
                doubt.isDoubting(nowNanos),
                health.score(),
                views.view().epoch(),
                views.view().version(),
                known);
    }

    private void review(Edges.Slot slot, long nowNanos) {
        if (!slot.review(nowNanos)) {
            return;
        }
        reports.changed();
        effects.add(new NodeEffect.EdgeChanged(slot.subject, slot.edge.verdict()));
        seeEdges(nowNanos);
        badEdges.changed();
    }

    private void seeEdges(long nowNanos) {
        int counting = 0;
        int silent = 0;
        int good = 0;
        for (int i = 0; i < edges.size(); i++) {
            Edges.Slot slot = edges.slot(i);
            EdgeVerdict verdict = slot.edge.verdict();
            good += verdict == EdgeVerdict.GOOD ? 1 : 0;
            if (slot.counts) {
                counting++;
                silent += verdict == EdgeVerdict.SILENT ? 1 : 0;
            }
        }
        doubt.edgesSeen(counting, silent, good, nowNanos);
    }

    private void report(long nowNanos) {
        seeEdges(nowNanos);
        health.see(edges, nowNanos);
        gossip.write(health.rumour(nowNanos), nowNanos);
        Message.Report report = new Message.Report(
                reports.take(nowNanos),
                views.view().version(),
                doubt.isDoubting(nowNanos),
                health.score(),
                edges.report(nowNanos));
        for (long coordinator : coordinators) {
            out.send(coordinator, report);
        }
    }

    private long computeDeadline(long nowNanos) {
        long deadline = nowNanos + idleNanos;
        boolean pullWanted = views.pullWanted(nowNanos);
        deadline = enrolment.deadlineNanos(pullWanted, deadline);
        deadline = modeWatch.deadlineNanos(freshness.ageNanos(nowNanos), nowNanos, deadline);
        if (!enrolment.isIn()) {
            return deadline;
        }
        deadline = edges.deadlineNanos(deadline);
        deadline = doubt.deadlineNanos(deadline);
        deadline = reports.deadlineNanos(deadline);
        deadline = earlier(deadline, gossip.deadlineNanos());
        return earlier(deadline, views.deadlineNanos(nowNanos));
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
