package io.bellwether.protocol.authority;

import io.bellwether.protocol.explain.Explanation;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Relay.HeldReport;
import io.bellwether.protocol.message.Message.Trial;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.monitoring.MonitoringGraph;
import io.bellwether.protocol.quorum.ClusterTime;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Life;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.protocol.wire.Paging;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's half of the protocol, beside the node that it also is: it keeps the reports, applies the agreed log,
 * tries subjects for others, and while it leads it judges. Confined to one thread; inputs in, effects out.
 */
public final class Coordinator {

    private final NodeId self;
    private final String instanceId;
    private final TimingProfile profile;
    private final ClusterState state;
    private final ReportBook book;
    private final MonitoringGraph graph;
    private final Trials trials;
    private final Voters voters;
    private final Inquiry secondOpinion;
    private final Inquiry standIn;
    private final Proposals proposals;
    private final Errands errands;
    private final Evidence evidence;
    private final Admission admission;
    private final List<CoordinatorEffect> effects = new ArrayList<>();
    private final ClusterTime clusterTime = new ClusterTime();
    private final Paging paging = new Paging();
    private final long tickNanos;

    private @Nullable Leadership leadership;
    private @Nullable NodeId leader;
    private long term;
    private final KnownLease lease;
    private long ticketCounter;
    private long nextTickNanos;
    private long nextRelayNanos;
    private long nextJudgeNanos;
    private long lastNanos;

    /** A coordinator process of this name over a state that has been restored as far as its log goes. */
    public Coordinator(NodeId self, String instanceId, TimingProfile profile, ClusterState state, long nowNanos) {
        this.self = self;
        this.instanceId = instanceId;
        this.lease = new KnownLease(profile.leaseFreshNanos());
        this.profile = profile;
        this.state = state;
        this.book = new ReportBook(profile);
        this.graph = new MonitoringGraph();
        graph.update(state.view());
        long trialNanos = trialNanos(profile);
        // Judged is every twentieth of a beat; an answer must not be too old before it is looked at.
        long holdsNanos = Math.max(trialNanos, profile.heartbeat().toNanos() / 10);
        this.trials = new Trials(trialNanos, this::attempt);
        this.voters = new Voters(self, state, trials, effects, this::nowNanosOfStep);
        this.secondOpinion = new Inquiry(Trial.PING, trialNanos, holdsNanos, voters);
        this.standIn = new Inquiry(Trial.STAND_IN, trialNanos, holdsNanos, voters);
        this.proposals = new Proposals(profile.electionMax().toNanos());
        this.errands = new Errands(state, effects);
        this.evidence = new Evidence(profile, state, book, graph, secondOpinion, standIn, proposals);
        this.admission = new Admission(evidence);
        this.tickNanos = profile.electionMax().toNanos() / 4;
        this.lastNanos = nowNanos;
        this.nextRelayNanos = nowNanos + profile.heartbeat().toNanos();
    }

    /** Three pings take one second where a beat does; where beats are faster, so are they. */
    private static long trialNanos(TimingProfile profile) {
        long beat = profile.heartbeat().toNanos();
        return Math.max(
                Duration.ofMillis(500).toNanos(), Math.min(Duration.ofSeconds(1).toNanos(), beat));
    }

    /** Applies one input and returns what to do about it, in order. The list is valid until the next step. */
    public List<CoordinatorEffect> step(CoordinatorInput input, long nowNanos) {
        if (nowNanos - lastNanos < 0) {
            throw new IllegalStateException("time went backwards by %d ns".formatted(lastNanos - nowNanos));
        }
        noticeALateLoop(nowNanos);
        lastNanos = nowNanos;
        effects.clear();
        switch (input) {
            case CoordinatorInput.Tick tick -> {}
            case CoordinatorInput.Received(long from, var message) -> received(from, message, nowNanos);
            case CoordinatorInput.Probed(long subject, long round, int attempt, boolean succeeded) -> {
                if (succeeded) {
                    trials.succeeded(subject, round, Trial.STAND_IN, attempt);
                }
            }
            case CoordinatorInput.Asked(long requestId, var request) -> asked(requestId, request, nowNanos);
            case CoordinatorInput.Operated(long requestId, var command) -> operated(requestId, command, nowNanos);
            case CoordinatorInput.Role role -> changeRole(role, nowNanos);
            case CoordinatorInput.Committed committed -> committed(committed, nowNanos);
            case CoordinatorInput.ProposalFailed(long ticket) -> {
                proposals.ended(ticket);
                errands.failed(ticket, leaderIncarnation());
            }
        }
        doWhatIsDue(nowNanos);
        return effects;
    }

    /** When to call again at the latest. */
    public long deadlineNanos() {
        long deadline = errands.deadlineNanos(trials.deadlineNanos(nextRelayNanos));
        if (leadership != null) {
            deadline = earlier(deadline, nextTickNanos);
            deadline = earlier(deadline, nextJudgeNanos);
        }
        return deadline;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    /** Whether this coordinator leads, as far as it knows. */
    public boolean isLeading() {
        return leadership != null;
    }

    /** The evidence of a leader that this coordinator has by itself. */
    public Freshness freshness(long nowNanos) {
        return lease.told(term, leaderIncarnation(), nowNanos);
    }

    /** What this coordinator can say about a name, null if it does not know it. */
    public @Nullable Explanation explain(NodeId id, long nowNanos) {
        return new Explainer(evidence, leadership).explain(id, nowNanos);
    }

    // A leader that was away cannot tell the silence of others from its own absence.
    private void noticeALateLoop(long nowNanos) {
        if (leadership != null
                && nowNanos - deadlineNanos() > profile.heartbeat().toNanos() / 2) {
            leadership.judgeNothingForABeat(nowNanos);
        }
    }

    private void received(long from, Message message, long nowNanos) {
        switch (message) {
            case Message.Report report -> {
                if (state.view().member(from) != null) {
                    book.put(from, report, 0, true, nowNanos);
                }
            }
            case Message.Relay relay -> {
                if (voters.isCoordinator(from)) {
                    book.take(relay, state.view(), nowNanos);
                }
            }
            case Message.Ask(long subject, long round, Trial how) -> {
                if (voters.isCoordinator(from) && state.view().member(subject) != null) {
                    trials.start(from, subject, round, how, nowNanos);
                }
            }
            case Message.Opinion(long subject, long round, Trial how, int answers) -> {
                if (voters.isVoter(from)) {
                    inquiry(how).answered(from, subject, round, answers, nowNanos);
                }
            }
            case Message.Pong(long nonce) -> trials.succeeded(from, nonce / 4, Trial.PING, (int) (nonce % 4));
            default -> {
                // The driver hands everything else to the node beside this coordinator.
            }
        }
    }

    private Inquiry inquiry(Trial how) {
        return how == Trial.PING ? secondOpinion : standIn;
    }

    private void attempt(long subject, long round, Trial how, int attempt) {
        switch (how) {
            case PING ->
                effects.add(new CoordinatorEffect.Send(subject, new Message.Ping(subject, round * 4 + attempt)));
            case STAND_IN -> effects.add(new CoordinatorEffect.Probe(subject, round, attempt));
        }
    }

    private void asked(long requestId, Request request, long nowNanos) {
        if (request instanceof Request.Pull pull && !errands.isFull()) {
            errands.pull(requestId, pull, freshness(nowNanos), nowNanos);
            return;
        }
        if (leadership == null || errands.isFull()) {
            reply(requestId, new Answer.Unavailable(leaderIncarnation(), Errands.RETRY_MILLIS));
            return;
        }
        switch (request) {
            case Request.Join join -> {
                switch (admission.decide(join, nowNanos)) {
                    case Admission.Decision.Now(Answer answer) -> reply(requestId, answer);
                    case Admission.Decision.Through(Command command) ->
                        errands.await(propose(command, nowNanos), requestId, false, 0, nowNanos);
                }
            }
            case Request.Leave(long incarnation) ->
                errands.await(
                        propose(new Command.Leave(incarnation), nowNanos), requestId, false, incarnation, nowNanos);
            case Request.Pull pull -> reply(requestId, new Answer.Unavailable(0, Errands.RETRY_MILLIS));
        }
    }

    private void operated(long requestId, Command command, long nowNanos) {
        if (leadership != null && !errands.isFull()) {
            errands.await(propose(command, nowNanos), requestId, true, 0, nowNanos);
        } else {
            effects.add(new CoordinatorEffect.NotOperated(requestId, false, leaderIncarnation()));
        }
    }

    private void reply(long requestId, Answer answer) {
        effects.add(new CoordinatorEffect.Reply(requestId, answer));
    }

    private void changeRole(CoordinatorInput.Role role, long nowNanos) {
        leader = role.leader();
        boolean sameTerm = role.term() == term;
        term = role.term();
        voters.changed(role.voters(), term);
        if (leadership != null && !(role.leading() && sameTerm)) {
            leadership = null;
            clusterTime.follow();
            errands.failAll(leaderIncarnation());
        }
        if (role.leading() && leadership == null) {
            clusterTime.applied(state.clusterNanos());
            clusterTime.lead(nowNanos);
            // What an earlier leadership asked and proposed is out of date, and nobody kept it up since.
            secondOpinion.clear();
            standIn.clear();
            proposals.clear();
            admission.leadsSince(nowNanos);
            leadership = new Leadership(
                    evidence,
                    this::leaderIncarnation,
                    command -> propose(command, nowNanosOfStep()),
                    accusesFromNanos(nowNanos),
                    nowNanos);
            nextTickNanos = nowNanos;
            nextJudgeNanos = nowNanos + profile.heartbeat().toNanos();
        }
    }

    private long accusesFromNanos(long nowNanos) {
        return nowNanos + Math.max(0, profile.silenceCap().toNanos() - lease.sinceStandstillNanos(nowNanos));
    }

    private long nowNanosOfStep() {
        return lastNanos;
    }

    private void committed(CoordinatorInput.Committed committed, long nowNanos) {
        Applied applied = state.apply(committed.entry());
        clusterTime.applied(state.clusterNanos());
        OptionalLong proposedNanos = proposals.ended(committed.ticket());
        if (committed.entry().term() == term) {
            // A leader counts from when it asked; a follower from when it heard, which is at most one trip later.
            if (leadership == null) {
                lease.renew(term, nowNanos);
            } else {
                proposedNanos.ifPresent(proposed -> lease.renew(term, proposed));
            }
        }
        if (applied.changed()) {
            follow(applied.deltas());
        }
        errands.committed(committed.ticket(), applied.outcome());
        if (applied.changed()) {
            errands.serve(freshness(nowNanos), leaderIncarnation(), nowNanos);
        }
        effects.add(new CoordinatorEffect.Published(applied));
    }

    private void follow(List<ViewDelta> deltas) {
        graph.update(state.view());
        deltas.forEach(delta -> delta.changes().forEach(this::forget));
        book.retain(state.view());
    }

    private void forget(MemberChange change) {
        switch (change) {
            case MemberChange.Joined(Member member) -> forget(member.incarnation(), false);
            case MemberChange.Moved(long incarnation, var status, var cause, long since) -> forget(incarnation, false);
            case MemberChange.Gone(long incarnation, var status, var cause) -> forget(incarnation, true);
            // What was asked of it where it is no longer says nothing.
            case MemberChange.Readdressed(long incarnation, String address) -> forget(incarnation, false);
        }
    }

    private void forget(long subject, boolean gone) {
        if (leadership == null) {
            return;
        }
        if (gone) {
            leadership.gone(subject);
        } else {
            leadership.forget(subject);
        }
    }

    private long propose(Command command, long nowNanos) {
        long ticket = ++ticketCounter;
        proposals.made(ticket, command, nowNanos);
        effects.add(new CoordinatorEffect.Propose(ticket, clusterTime.at(nowNanos), command));
        return ticket;
    }

    private void doWhatIsDue(long nowNanos) {
        for (Trials.Ended ended : trials.advance(nowNanos)) {
            if (ended.asker() == 0) {
                inquiry(ended.how())
                        .answered(leaderIncarnation(), ended.subject(), ended.round(), ended.answers(), nowNanos);
            } else {
                effects.add(new CoordinatorEffect.Send(
                        ended.asker(),
                        new Message.Opinion(ended.subject(), ended.round(), ended.how(), ended.answers())));
            }
        }
        if (nowNanos - nextRelayNanos >= 0) {
            nextRelayNanos = nowNanos + profile.heartbeat().toNanos();
            passOn(nowNanos);
        }
        if (nowNanos - errands.deadlineNanos(nowNanos + 1) >= 0) {
            errands.serve(freshness(nowNanos), leaderIncarnation(), nowNanos);
        }
        Leadership leads = leadership;
        if (leads == null) {
            return;
        }
        if (nowNanos - nextTickNanos >= 0) {
            nextTickNanos = nowNanos + tickNanos;
            proposals.giveUpOld(nowNanos);
            propose(new Command.Tick(), nowNanos);
        }
        if (nowNanos - nextJudgeNanos >= 0) {
            if (!isMember()) {
                leads.judgeNothingForABeat(nowNanos);
            }
            leads.judge(nowNanos);
            nextJudgeNanos = leads.deadlineNanos(nowNanos);
        }
    }

    // A process that restarted can lead before it has joined again. Until then nobody can answer what it asks, so that
    // everybody would seem to be out of reach.
    private boolean isMember() {
        Life life = state.life(self);
        return life != null
                && life.member().status().isPresent()
                && life.instanceId().equals(instanceId);
    }

    private void passOn(long nowNanos) {
        long to = leaderIncarnation();
        if (leadership != null || to == 0) {
            return;
        }
        List<HeldReport> held = book.toPassOn(state.view(), nowNanos);
        for (Message page : paging.pages(new Message.Relay(held))) {
            effects.add(new CoordinatorEffect.Send(to, page));
        }
    }

    private long leaderIncarnation() {
        Member member = leader == null ? null : state.view().member(leader);
        return member == null ? 0 : member.incarnation();
    }
}
