package io.bellwether.coordinator.projection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Of whom a sample is due: each member once in an interval, and at once when it is new or in another state. */
final class SampleSchedule {

    private final long intervalNanos;
    private final Map<String, Last> sampled = new TreeMap<>();

    /**
     * A member as it stands.
     *
     * @param state Its committed state.
     */
    record Standing(String node, long incarnation, String state) {}

    private record Last(Standing standing, long nanos) {}

    /**
     * Nothing was sampled yet.
     *
     * @param look How often {@link #due} is asked: what would be due before it is asked again is due now.
     */
    SampleSchedule(Duration interval, Duration look) {
        this.intervalNanos = interval.toNanos() - look.toNanos() / 2;
    }

    /** Those of whom a sample is due, which counts as taken. */
    List<Standing> due(List<Standing> members, long nowNanos) {
        var names = members.stream().map(Standing::node).collect(Collectors.toSet());
        sampled.keySet().retainAll(names);
        List<Standing> due =
                members.stream().filter(member -> isDue(member, nowNanos)).toList();
        due.forEach(member -> sampled.put(member.node(), new Last(member, nowNanos)));
        return due;
    }

    private boolean isDue(Standing member, long nowNanos) {
        Last last = sampled.get(member.node());
        return last == null || !last.standing().equals(member) || nowNanos - last.nanos() >= intervalNanos;
    }

    /** Another leader samples now. */
    void forget() {
        sampled.clear();
    }
}
