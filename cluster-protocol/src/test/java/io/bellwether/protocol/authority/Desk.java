package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.monitoring.MonitoringGraph;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A real coordinator with everything around it played by puppets: members that report, subjects that answer pings,
 * other coordinators that have opinions, and a log that commits at once, holds back, or loses.
 */
final class Desk {

    static final long START = Scene.beforeItWraps();

    final ClusterState state;
    final Coordinator coordinator;
    final List<CoordinatorEffect> all = new ArrayList<>();
    final TreeSet<Long> reporting = new TreeSet<>();
    final TreeSet<Long> answering = new TreeSet<>();
    /** What other coordinators say of a subject. */
    final Map<Long, Integer> opinions = new TreeMap<>();
    /** By observer, then by subject; all else is good. */
    final Map<Long, Map<Long, EdgeVerdict>> verdicts = new TreeMap<>();

    final Map<Long, CoordinatorEffect.Propose> held = new LinkedHashMap<>();
    boolean logStalls;
    long now = START;
    long term = 1;
    private final TimingProfile profile;
    private final MonitoringGraph graph = new MonitoringGraph();
    private final int coordinators;
    private long sequence;
    private long index;
    private long nextReports = START;

    Desk(TimingProfile profile, int members, int coordinators) {
        this.profile = profile;
        this.coordinators = coordinators;
        state = new ClusterState(StateRules.of(profile));
        for (int n = 1; n <= members; n++) {
            state.apply(new Entry(
                    1,
                    0,
                    0,
                    new Command.Admit(
                            new NodeId("" + n),
                            "process-" + n,
                            0,
                            "host-" + n + ":7800",
                            "",
                            "",
                            n <= coordinators,
                            0)));
            Member member = Objects.requireNonNull(state.view().member(new NodeId("" + n)));
            state.apply(new Entry(1, 0, 0, new Command.Confirm(List.of(Evidence.target(member)))));
            reporting.add((long) n);
            answering.add((long) n);
        }
        coordinator = new Coordinator(new NodeId("1"), "process-1", profile, state, now);
    }

    /** As after an ordinary election: somebody led until a moment ago. */
    Desk lead() {
        coordinator.step(new CoordinatorInput.Role(false, term, new NodeId("2"), voters()), now);
        var tick = new Entry(term, state.clusterNanos(), 0, new Command.Tick());
        coordinator.step(new CoordinatorInput.Committed(++index, tick, 0), now);
        return role(true, 1);
    }

    Desk role(boolean leading, int leader) {
        step(new CoordinatorInput.Role(leading, term, leader == 0 ? null : new NodeId("" + leader), voters()));
        return this;
    }

    private List<NodeId> voters() {
        List<NodeId> voters = new ArrayList<>();
        for (int n = 1; n <= coordinators; n++) {
            voters.add(new NodeId("" + n));
        }
        return voters;
    }

    void find(long observer, long subject, EdgeVerdict verdict) {
        verdicts.computeIfAbsent(observer, fresh -> new TreeMap<>()).put(subject, verdict);
    }

    void allFind(long subject, EdgeVerdict verdict) {
        for (Member member : state.view().members()) {
            if (member.incarnation() != subject) {
                find(member.incarnation(), subject, verdict);
            }
        }
    }

    /** It neither reports nor answers any more, and everybody finds it silent. */
    void crash(long member) {
        reporting.remove(member);
        answering.remove(member);
        allFind(member, EdgeVerdict.SILENT);
    }

    /** One input, and all that follows at the same moment. */
    List<CoordinatorEffect> step(CoordinatorInput input) {
        List<CoordinatorEffect> caused = new ArrayList<>();
        Queue<CoordinatorInput> inputs = new ArrayDeque<>(List.of(input));
        while (!inputs.isEmpty()) {
            List<CoordinatorEffect> effects = List.copyOf(coordinator.step(inputs.remove(), now));
            for (CoordinatorEffect effect : effects) {
                follow(effect, inputs);
            }
            caused.addAll(effects);
        }
        all.addAll(caused);
        return caused;
    }

    private void follow(CoordinatorEffect effect, Queue<CoordinatorInput> inputs) {
        switch (effect) {
            case CoordinatorEffect.Propose propose -> {
                if (logStalls) {
                    held.put(propose.ticket(), propose);
                } else {
                    inputs.add(committed(propose));
                }
            }
            case CoordinatorEffect.Send(long to, Message.Ping(long subject, long nonce)) -> {
                if (answering.contains(to)) {
                    inputs.add(new CoordinatorInput.Received(to, new Message.Pong(nonce)));
                }
            }
            case CoordinatorEffect.Send(long to, Message.Ask(long subject, long round, var how)) -> {
                Integer answers = opinions.get(subject);
                if (answers != null) {
                    inputs.add(new CoordinatorInput.Received(to, new Message.Opinion(subject, round, how, answers)));
                }
            }
            case CoordinatorEffect.Probe(long subject, long round, int attempt) ->
                inputs.add(new CoordinatorInput.Probed(subject, round, attempt, answering.contains(subject)));
            default -> {
                // The test looks at the rest by itself.
            }
        }
    }

    private CoordinatorInput committed(CoordinatorEffect.Propose propose) {
        Entry entry = new Entry(term, propose.clusterNanos(), 0, propose.command());
        return new CoordinatorInput.Committed(++index, entry, propose.ticket());
    }

    /** What was held back is committed. */
    void release() {
        logStalls = false;
        List<CoordinatorEffect.Propose> waiting = List.copyOf(held.values());
        held.clear();
        waiting.forEach(propose -> step(committed(propose)));
    }

    void report(long sender) {
        graph.update(state.view());
        var neighbours = graph.neighboursOf(sender);
        Map<Long, EdgeVerdict> opinion = verdicts.getOrDefault(sender, new TreeMap<>());
        List<EdgeReport> edges = new ArrayList<>();
        neighbours.forEach(subject -> {
            EdgeVerdict verdict = opinion.getOrDefault(subject, EdgeVerdict.GOOD);
            edges.add(new EdgeReport(subject, verdict, 10_000, verdict == EdgeVerdict.SILENT ? 60_000 : 100));
        });
        step(new CoordinatorInput.Received(
                sender, new Message.Report(++sequence, state.view().version(), false, 100, edges)));
    }

    /** Time passes: puppets report each beat, and the coordinator is called when it asks for it. */
    List<CoordinatorEffect> pass(long nanos) {
        int before = all.size();
        long end = now + nanos;
        while (true) {
            long next = coordinator.deadlineNanos() - nextReports < 0 ? coordinator.deadlineNanos() : nextReports;
            if (next - end > 0) {
                now = end;
                return List.copyOf(all.subList(before, all.size()));
            }
            now = next - now > 0 ? next : now;
            if (now - nextReports >= 0) {
                nextReports += profile.heartbeat().toNanos();
                for (long sender : List.copyOf(reporting)) {
                    if (state.view().member(sender) != null) {
                        report(sender);
                    }
                }
            }
            if (now - coordinator.deadlineNanos() >= 0) {
                step(new CoordinatorInput.Tick());
            }
        }
    }

    List<CoordinatorEffect> passMillis(long millis) {
        return pass(millis * MILLI);
    }

    /** The proposals among these effects that are more than the time. */
    static List<Command> proposed(List<CoordinatorEffect> effects) {
        List<Command> commands = new ArrayList<>();
        for (CoordinatorEffect effect : effects) {
            if (effect instanceof CoordinatorEffect.Propose(long ticket, long nanos, var command)
                    && !(command instanceof Command.Tick)) {
                commands.add(command);
            }
        }
        return commands;
    }

    static List<CoordinatorEffect> answers(List<CoordinatorEffect> effects) {
        return effects.stream()
                .filter(effect -> effect instanceof CoordinatorEffect.Reply
                        || effect instanceof CoordinatorEffect.Operated
                        || effect instanceof CoordinatorEffect.NotOperated)
                .toList();
    }
}
