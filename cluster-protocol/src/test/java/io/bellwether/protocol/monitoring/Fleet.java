package io.bellwether.protocol.monitoring;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** Members for tests, and what the graph makes of them. */
final class Fleet {

    private Fleet() {}

    static Member member(int number, String zone, boolean coordinator) {
        return life(number, number + 1, zone, coordinator);
    }

    static Member life(int number, long incarnation, String zone, boolean coordinator) {
        return new Member(
                new NodeId("node-" + number),
                incarnation,
                MemberStatus.HEALTHY,
                Cause.FIRST_JOIN,
                0,
                0,
                zone,
                "",
                coordinator,
                "host:7800");
    }

    static View view(List<Member> members) {
        return View.of(1, 1, members);
    }

    static List<Member> members(int count, IntFunction<String> zones) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(member(i, zones.apply(i), false));
        }
        return members;
    }

    static Map<Long, Set<Long>> edges(View view) {
        MonitoringGraph graph = new MonitoringGraph();
        graph.update(view);
        return edges(graph, view);
    }

    static Map<Long, Set<Long>> edges(MonitoringGraph graph, View view) {
        Map<Long, Set<Long>> edges = new TreeMap<>();
        for (Member member : view.members()) {
            TreeSet<Long> ends = new TreeSet<>();
            graph.neighboursOf(member.incarnation()).forEach(ends::add);
            edges.put(member.incarnation(), ends);
        }
        return edges;
    }

    static Set<Long> ends(Map<Long, Set<Long>> edges, long of) {
        return Objects.requireNonNull(edges.get(of));
    }

    static Member member(View view, long incarnation) {
        return Objects.requireNonNull(view.member(incarnation));
    }

    /** Edges in one of the two graphs only, without those of one member. */
    static int changed(Map<Long, Set<Long>> before, Map<Long, Set<Long>> after, long except) {
        int changed = 0;
        TreeSet<Long> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        all.remove(except);
        for (long a : all) {
            Set<Long> old = before.getOrDefault(a, new TreeSet<>());
            Set<Long> now = after.getOrDefault(a, new TreeSet<>());
            TreeSet<Long> ends = new TreeSet<>(old);
            ends.addAll(now);
            for (long b : ends.tailSet(a)) {
                if (b != except && old.contains(b) != now.contains(b)) {
                    changed++;
                }
            }
        }
        return changed;
    }

    /** How many hops the farthest member is away from the first; -1 if one is not reached at all. */
    static int depth(Map<Long, Set<Long>> edges, Set<Long> dead) {
        TreeSet<Long> reached = new TreeSet<>();
        List<Long> front = new ArrayList<>();
        for (long start : edges.keySet()) {
            if (!dead.contains(start) && reached.isEmpty()) {
                reached.add(start);
                front.add(start);
            }
        }
        int depth = 0;
        while (true) {
            List<Long> next = new ArrayList<>();
            for (long at : front) {
                for (long to : ends(edges, at)) {
                    if (!dead.contains(to) && reached.add(to)) {
                        next.add(to);
                    }
                }
            }
            if (next.isEmpty()) {
                return reached.size() == edges.size() - dead.size() ? depth : -1;
            }
            front = next;
            depth++;
        }
    }
}
