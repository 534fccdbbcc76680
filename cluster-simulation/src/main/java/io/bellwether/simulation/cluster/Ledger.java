package io.bellwether.simulation.cluster;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Event;
import io.bellwether.simulation.world.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes down what was committed about whom, when every node knew, and who led. */
public final class Ledger implements Observer {

    private final Cluster cluster;
    private final List<Line> lines = new ArrayList<>();
    private final List<Long> lostCommits = new ArrayList<>();
    private final Map<Long, Map<Integer, Long>> knownLost = new TreeMap<>();
    private int leaderChanges;
    private int leader = -1;

    /** One committed event, when it was committed, and whether the machine it is about was up then. */
    public record Line(long nanos, long index, Event event, int machine, boolean up) {

        /** Whether it put a member into this state. */
        public boolean movedTo(MemberStatus status) {
            return event.kind() == Event.Kind.MOVED && event.to() == status;
        }
    }

    /** Writes from now on. */
    public Ledger(Cluster cluster) {
        this.cluster = cluster;
        this.leader = cluster.leader();
        cluster.observe(this);
    }

    /** From now on notes when each node sees that the present member of this machine is lost or gone. */
    public void track(int machine) {
        Member member = cluster.memberOn(machine);
        if (member == null) {
            throw new IllegalArgumentException("machine %d is no member".formatted(machine));
        }
        knownLost.put(member.incarnation(), new TreeMap<>());
    }

    /** When each node saw a tracked member lost, by machine; the member may be gone by now. */
    public Map<Integer, Long> knownLost(long incarnation) {
        return knownLost.getOrDefault(incarnation, new TreeMap<>());
    }

    /** All tracked incarnations. */
    public List<Long> tracked() {
        return List.copyOf(knownLost.keySet());
    }

    /** Everything committed, in order. */
    public List<Line> lines() {
        return lines;
    }

    /** What was committed about the names that a machine has had. */
    public List<Line> lines(int machine) {
        return lines.stream().filter(line -> line.machine() == machine).toList();
    }

    /** How often members were committed to be in this state. */
    public long moves(MemberStatus status) {
        return lines.stream().filter(line -> line.movedTo(status)).count();
    }

    /** How often a member became UNREACHABLE or REMOVED while its machine was up. */
    public long accusedLiving() {
        return lines.stream()
                .filter(line ->
                        line.up() && (line.movedTo(MemberStatus.UNREACHABLE) || line.movedTo(MemberStatus.REMOVED)))
                .count();
    }

    /** How many commits made somebody UNREACHABLE. */
    public int lostCommits() {
        return lostCommits.size();
    }

    /** How often another coordinator than before began to lead. */
    public int leaderChanges() {
        return leaderChanges;
    }

    @Override
    public void committed(long index, Entry entry, Applied applied, View after) {
        long now = cluster.world().now();
        boolean lost = false;
        for (Event event : applied.events()) {
            int machine = event.incarnation() == 0 ? -1 : cluster.machineOf(event.incarnation());
            boolean up = machine >= 0 && cluster.world().condition(machine) == Condition.UP;
            Line line = new Line(now, index, event, machine, up);
            lines.add(line);
            lost |= line.movedTo(MemberStatus.UNREACHABLE);
        }
        if (lost) {
            lostCommits.add(index);
        }
    }

    @Override
    public void viewChanged(int machine, View before, View after) {
        for (Map.Entry<Long, Map<Integer, Long>> tracked : knownLost.entrySet()) {
            Member member = after.member(tracked.getKey());
            if (member == null || member.status() == MemberStatus.UNREACHABLE) {
                tracked.getValue().putIfAbsent(machine, cluster.world().now());
            }
        }
    }

    @Override
    public void roleChanged(int machine, boolean leading, long term) {
        if (leading) {
            leaderChanges += leader >= 0 && leader != machine ? 1 : 0;
            leader = machine;
        }
    }
}
