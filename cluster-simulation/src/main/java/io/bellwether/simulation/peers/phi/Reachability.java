package io.bellwether.simulation.peers.phi;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * Who says of whom that it cannot be reached. Each observer owns its row and numbers its changes, so of two rows the
 * higher number is right; what is not in a row can be reached. Never changes itself.
 */
final class Reachability {

    static final Reachability ALL = new Reachability(new TreeMap<>());

    private final NavigableMap<Long, Row> rows;
    private final NavigableSet<Long> unreachable = new TreeSet<>();

    private Reachability(NavigableMap<Long, Row> rows) {
        this.rows = rows;
        rows.values().forEach(row -> unreachable.addAll(row.subjects));
    }

    /** Everybody whom anybody cannot reach. */
    NavigableSet<Long> unreachable() {
        return unreachable;
    }

    /** Everybody whom an observer that passes cannot reach. */
    NavigableSet<Long> unreachableFrom(LongPredicate observers) {
        var subjects = new TreeSet<Long>();
        rows.forEach((observer, row) -> {
            if (observers.test(observer)) {
                subjects.addAll(row.subjects);
            }
        });
        return subjects;
    }

    boolean reaches(long observer, long subject) {
        if (unreachable.isEmpty()) {
            return true;
        }
        var row = rows.get(observer);
        return row == null || !row.subjects.contains(subject);
    }

    NavigableSet<Long> unreachableFrom(long observer) {
        var row = rows.get(observer);
        return row == null ? new TreeSet<>() : row.subjects;
    }

    /** The observers, and so the rows, that say something. */
    int observers() {
        return (int)
                rows.values().stream().filter(row -> !row.subjects.isEmpty()).count();
    }

    int records() {
        return rows.values().stream().mapToInt(row -> row.subjects.size()).sum();
    }

    /** An observer changes its mind. */
    Reachability with(long observer, long subject, boolean reachable) {
        var row = rows.getOrDefault(observer, Row.EMPTY);
        if (row.subjects.contains(subject) != reachable) {
            return this;
        }
        var subjects = new TreeSet<>(row.subjects);
        if (reachable) {
            subjects.remove(subject);
        } else {
            subjects.add(subject);
        }
        var changed = new TreeMap<>(rows);
        changed.put(observer, new Row(row.version + 1, subjects));
        return new Reachability(changed);
    }

    /** The newer of both rows of each observer, as far as observers and subjects are members. */
    Reachability merge(Reachability other, LongPredicate member) {
        var merged = new TreeMap<>(rows);
        other.rows.forEach((observer, row) ->
                merged.merge(observer, row, (mine, theirs) -> mine.version >= theirs.version ? mine : theirs));
        return new Reachability(merged).only(member);
    }

    Reachability only(LongPredicate member) {
        var kept = new TreeMap<Long, Row>();
        for (Map.Entry<Long, Row> entry : rows.entrySet()) {
            if (member.test(entry.getKey())) {
                var subjects = new TreeSet<>(entry.getValue().subjects);
                subjects.removeIf(subject -> !member.test(subject));
                kept.put(entry.getKey(), new Row(entry.getValue().version, subjects));
            }
        }
        return new Reachability(kept);
    }

    private record Row(long version, NavigableSet<Long> subjects) {
        static final Row EMPTY = new Row(0, new TreeSet<>());
    }
}
