package io.bellwether.simulation.log;

import io.bellwether.simulation.log.LogMessage.Append;
import io.bellwether.simulation.log.LogMessage.Appended;
import io.bellwether.simulation.log.LogMessage.AskVote;
import io.bellwether.simulation.log.LogMessage.Vote;
import io.bellwether.simulation.world.Machine;
import java.util.List;

/**
 * One coordinator's part in the agreed log: a small Raft (Ongaro and Ousterhout 2014; pre-vote from Ongaro's thesis,
 * 9.6, votes withheld while a leader is heard from its 4.2.3). A program embeds it and forwards messages, wakes and the
 * deadline. The {@link Disk} survives the process; a process that starts again is handed every committed entry from the
 * first on. A leader that no majority answered for electionMax steps down, as the watchdog does in production.
 *
 * <p>Nothing is called back from {@link #propose}: the listener hears from {@link #received} and {@link #wake} only, and
 * may propose from within. Proposals of one call travel together, because the deadline is then at once. A follower
 * learns of a commit with the next message of its leader, at most a heartbeat later. Before the first call of
 * {@link Listener#role} the role is: not leading, term 0, leader unknown.
 *
 * <p>Left out of Raft, because nothing of ours that runs above can tell the difference:
 *
 * <ul>
 *   <li>snapshots and compaction: a run lasts minutes, and replaying the whole log checks {@code apply} harder;
 *   <li>change of voters: no rule of the protocol changes them, they are an operator's, and tried on the real library;
 *   <li>reads: linearizable ones go through the log as a command of their own (DESIGN section 4);
 *   <li>transfer of leadership: {@link LogFaults#loseLeadership} ends it without naming an heir;
 *   <li>time to sync a disk, and damage to it: see {@link Disk}.
 * </ul>
 *
 * @param <C> the commands; immutable, because all replicas share the object
 */
public final class LogReplica<C> {

    /** The leader of a term in which none is known. */
    public static final int NOBODY = Disk.NOBODY;

    /** What a program hears from its replica. */
    public interface Listener<C> {
        /**
         * The role changed.
         *
         * @param leading whether to lead; true only once everything before this term has been handed over
         * @param leader the machine that leads, or {@link LogReplica#NOBODY}
         */
        void role(boolean leading, long term, int leader);

        /**
         * The next committed entry. Indexes rise, but the entry that begins a term is not handed over.
         *
         * @param ticket of the proposal where this process made it and still leads, otherwise 0
         */
        void committed(long index, long term, C command, long ticket);

        /** A proposal will not be committed, or nobody knows: this process no longer leads. */
        void failed(long ticket);
    }

    private enum Role {
        FOLLOWER,
        /** Asks whether it would be voted for. */
        TRIAL,
        CANDIDATE,
        LEADER
    }

    private final int self;
    private final List<Integer> voters;
    private final LogTiming timing;
    private final Disk<C> disk;
    private final Machine machine;
    private final LogFaults faults;
    private final Outcomes<C> outcomes;
    private final Leadership<C> leadership;
    private final Ballot ballot = new Ballot();

    private Role role = Role.FOLLOWER;
    private int leader = NOBODY;
    private long heardNanos;
    private long electionNanos;
    private long askNanos;

    /** A replica that starts now, with what the disk holds. */
    public LogReplica(
            int self,
            List<Integer> voters,
            LogTiming timing,
            Disk<C> disk,
            Machine machine,
            Listener<C> listener,
            LogFaults faults) {
        if (!List.of(1, 3, 5).contains(voters.size()) || !voters.contains(self)) {
            throw new IllegalArgumentException(
                    "needs 1, 3 or 5 voters with %d among them, got %s".formatted(self, voters));
        }
        this.self = self;
        this.voters = List.copyOf(voters);
        this.timing = timing;
        this.disk = disk;
        this.machine = machine;
        this.faults = faults;
        this.outcomes = new Outcomes<>(self, disk, machine, listener, faults);
        this.leadership = new Leadership<>(self, this.voters, timing, disk, machine, faults, outcomes);
        // A process that starts cannot know whom the last one heard: it votes for nobody for electionMin.
        heardNanos = machine.nanos();
        waitForLeader(machine.nanos());
    }

    /** Takes a message; false if it is not one of the log. */
    public boolean received(int from, Object message) {
        if (!(message instanceof LogMessage logged)) {
            return false;
        }
        if (voters.contains(from)) {
            long now = machine.nanos();
            watch(now);
            take(from, logged, now);
            tell();
        }
        return true;
    }

    /** Does what is due. */
    public void wake() {
        long now = machine.nanos();
        watch(now);
        if (role == Role.LEADER) {
            leadership.wake(now);
        } else if (now - electionNanos >= 0) {
            tryElection(now);
        } else if (role != Role.FOLLOWER && now - askNanos >= 0) {
            ask(now);
        }
        tell();
    }

    /** When to call {@link #wake} next. */
    public long deadlineNanos() {
        if (outcomes.hasFailed()) {
            return machine.nanos();
        }
        if (role == Role.LEADER) {
            return leadership.deadlineNanos();
        }
        return role == Role.FOLLOWER || electionNanos - askNanos < 0 ? electionNanos : askNanos;
    }

    /**
     * Proposes a command where this replica leads; otherwise the ticket fails.
     *
     * @param ticket what the listener will hear it by; not 0
     */
    public void propose(long ticket, C command) {
        if (ticket == 0) {
            throw new IllegalArgumentException("ticket 0 stands for no ticket");
        }
        long now = machine.nanos();
        watch(now);
        if (outcomes.leading() && role == Role.LEADER) {
            leadership.propose(ticket, command, now);
        } else {
            outcomes.fail(ticket);
        }
    }

    /** Whether the listener was told to lead, and nothing has happened since. */
    public boolean leading() {
        return outcomes.leading() && role == Role.LEADER;
    }

    /** The machine that leads, or {@link #NOBODY}. */
    public int leader() {
        return leader;
    }

    /** The latest term heard of. */
    public long term() {
        return disk.term();
    }

    /** Up to here all is known to be committed. */
    public long commitIndex() {
        return outcomes.commitIndex();
    }

    // Comes first in every call: a loop that stood still must not act as the leader it was.
    private void watch(long now) {
        boolean told = faults.takeLostLeadership();
        if (role == Role.LEADER && (told || !leadership.answered(now))) {
            stepDown(now, told ? "told to" : "no majority answers");
            if (told) {
                electionNanos += timing.electionMaxNanos();
            }
        }
    }

    private void take(int from, LogMessage message, long now) {
        switch (message) {
            case AskVote ask -> onAskVote(from, ask, now);
            case Vote vote -> onVote(from, vote, now);
            case Append<?> append -> onAppend(from, own(append), now);
            case Appended appended -> {
                if (appended.term() > disk.term()) {
                    adopt(appended.term(), now);
                } else if (role == Role.LEADER && appended.term() == disk.term()) {
                    leadership.onAppended(from, appended, now);
                }
            }
        }
    }

    // All replicas of one log are of one type; the message cannot carry it.
    @SuppressWarnings("unchecked")
    private Append<C> own(Append<?> append) {
        return (Append<C>) append;
    }

    private void onAskVote(int from, AskVote ask, long now) {
        boolean loyal = role == Role.LEADER || now - heardNanos < timing.electionMinNanos();
        boolean complete = ask.lastTerm() > disk.lastTerm()
                || (ask.lastTerm() == disk.lastTerm() && ask.lastIndex() >= disk.lastIndex());
        if (ask.trial()) {
            boolean granted = !loyal && complete && ask.term() > disk.term();
            send(from, new Vote(granted ? ask.term() : disk.term(), true, granted, ask.sentNanos()));
            return;
        }
        if (ask.term() > disk.term()) {
            if (loyal) {
                return; // Not even the term: taking it would depose the leader that is heard.
            }
            adopt(ask.term(), now);
        }
        boolean free = disk.vote() == NOBODY || disk.vote() == from;
        boolean granted = ask.term() == disk.term() && role == Role.FOLLOWER && free && complete;
        if (granted) {
            disk.vote(from);
            waitForLeader(now);
        }
        send(from, new Vote(disk.term(), false, granted, ask.sentNanos()));
    }

    private void onVote(int from, Vote vote, long now) {
        if (!vote.granted()) {
            if (vote.term() > disk.term()) {
                adopt(vote.term(), now);
            }
        } else if (vote.trial() && role == Role.TRIAL && vote.term() == disk.term() + 1) {
            ballot.granted(from, vote.sentNanos());
            ballot.expire(now, timing.electionMinNanos());
            countTrial(now);
        } else if (!vote.trial() && role == Role.CANDIDATE && vote.term() == disk.term()) {
            ballot.granted(from, vote.sentNanos());
            countVotes(now);
        }
    }

    private void onAppend(int from, Append<C> append, long now) {
        if (append.term() < disk.term()) {
            send(from, new Appended(disk.term(), false, 0, append.sentNanos()));
            return;
        }
        if (append.term() > disk.term()) {
            adopt(append.term(), now);
        }
        if (role == Role.LEADER) {
            throw new IllegalStateException("term %d has two leaders: %d and %d".formatted(disk.term(), self, from));
        }
        role = Role.FOLLOWER;
        leader = from;
        heardNanos = now;
        waitForLeader(now);
        send(from, outcomes.store(append));
    }

    private void tryElection(long now) {
        role = Role.TRIAL;
        leader = NOBODY;
        ballot.clear();
        waitForLeader(now);
        ask(now);
        countTrial(now);
    }

    private void countTrial(long now) {
        if (!isMajority(ballot.count() + 1)) {
            return;
        }
        disk.term(disk.term() + 1);
        disk.vote(self);
        role = Role.CANDIDATE;
        ballot.clear();
        waitForLeader(now);
        note("raft.candidate", "");
        ask(now);
        countVotes(now);
    }

    private void countVotes(long now) {
        if (isMajority(ballot.count() + 1)) {
            role = Role.LEADER;
            leader = self;
            note("raft.leader", "");
            disk.check().elected(self, disk.term());
            leadership.begin(now);
        }
    }

    // Repeated every heartbeat until it is answered: one lost packet must not cost a whole election time-out.
    private void ask(long now) {
        boolean trial = role == Role.TRIAL;
        if (trial) {
            ballot.expire(now, timing.electionMinNanos());
        }
        long wanted = trial ? disk.term() + 1 : disk.term();
        for (int voter : voters) {
            if (voter != self && !ballot.holds(voter)) {
                send(voter, new AskVote(wanted, trial, disk.lastIndex(), disk.lastTerm(), now));
            }
        }
        askNanos = now + timing.heartbeatNanos();
    }

    /** Takes a higher term over; its leader is not known yet. */
    private void adopt(long term, long now) {
        if (role == Role.LEADER) {
            stepDown(now, "term " + term);
        }
        disk.term(term);
        // Whoever stood for election waits anew; a follower's time goes on, or a candidate that nobody can elect
        // would hold all others back by its rising terms.
        if (role != Role.FOLLOWER) {
            waitForLeader(now);
        }
        role = Role.FOLLOWER;
        leader = NOBODY;
    }

    private void stepDown(long now, String why) {
        note("raft.stepped-down", why);
        role = Role.FOLLOWER;
        leader = NOBODY;
        heardNanos = now - timing.electionMinNanos();
        waitForLeader(now);
        leadership.end();
        outcomes.failAll();
    }

    private void waitForLeader(long now) {
        electionNanos = now + machine.random().nextLong(timing.electionMinNanos(), timing.electionMaxNanos() + 1);
    }

    private boolean isMajority(int count) {
        return count > voters.size() / 2;
    }

    private void tell() {
        outcomes.tell(role == Role.LEADER, leadership.beginIndex(), leader);
    }

    private void send(int to, LogMessage message) {
        machine.send(to, message, message.bytes(), timing.channel());
    }

    private void note(String action, String detail) {
        if (machine.tracing()) {
            machine.note(action, "term " + disk.term() + (detail.isEmpty() ? "" : ", " + detail));
        }
    }
}
