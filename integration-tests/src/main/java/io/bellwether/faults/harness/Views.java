package io.bellwether.faults.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Every process's own view of the members, asked for all the time and kept as changes: a member by its endpoint
 * {@code cluster}, a coordinator by {@code /cluster/status}. One that does not answer says nothing.
 */
public final class Views implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

    private final Duration interval;
    private final Map<String, Thread> watchers = new TreeMap<>();
    /** By observer, then by subject: what it said, each time something else. */
    private final Map<String, Map<String, List<Sighting>>> told = new TreeMap<>();

    private volatile boolean open = true;

    Views(Duration interval) {
        this.interval = interval;
    }

    synchronized void watch(Node node) {
        watchers.computeIfAbsent(
                node.name(), name -> Thread.ofVirtual().name("view-of-" + name).start(() -> follow(node)));
    }

    private void follow(Node node) {
        while (open) {
            if (node.isAlive()) {
                look(node);
            }
            LockSupport.parkNanos(interval.toNanos());
        }
    }

    private void look(Node node) {
        var answer = Rest.get(
                node.uri(node.isCoordinator() ? "/cluster/status?consistency=stale" : "/actuator/cluster"),
                ANSWER_LIMIT);
        if (answer.isOk()) {
            long now = System.nanoTime();
            take(now, node.name(), node.isCoordinator() ? ofCoordinator(answer.json()) : ofMember(answer.json()));
        }
    }

    record Entry(String status, long incarnation) {}

    private static Map<String, Entry> ofCoordinator(JsonNode status) {
        Map<String, Entry> entries = new TreeMap<>();
        status.path("membership")
                .properties()
                .forEach(member -> entries.put(member.getKey(), entry(member.getValue())));
        return entries;
    }

    private static Map<String, Entry> ofMember(JsonNode view) {
        Map<String, Entry> entries = new TreeMap<>();
        view.path("members").forEach(member -> entries.put(member.path("id").asString(), entry(member)));
        return entries;
    }

    private static Entry entry(JsonNode member) {
        return new Entry(
                member.path("status").asString(), member.path("incarnation").asLong());
    }

    synchronized void take(long nanos, String observer, Map<String, Entry> entries) {
        var ofObserver = told.computeIfAbsent(observer, name -> new TreeMap<>());
        var subjects = new TreeSet<>(ofObserver.keySet());
        subjects.addAll(entries.keySet());
        for (String subject : subjects) {
            var entry = entries.getOrDefault(subject, new Entry(Sighting.GONE, 0));
            var sighting = new Sighting(nanos, observer, subject, entry.status(), entry.incarnation());
            var line = ofObserver.computeIfAbsent(subject, name -> new ArrayList<>());
            if (line.isEmpty() || !line.getLast().saysSame(sighting)) {
                line.add(sighting);
            }
        }
    }

    /** What an observer said of a subject from that moment on, and last before it. */
    public synchronized List<Sighting> of(String observer, String subject, long fromNanos) {
        List<Sighting> line = told.getOrDefault(observer, Map.of()).getOrDefault(subject, List.of());
        int first = line.size();
        while (first > 0 && (first == line.size() || line.get(first).nanos() - fromNanos > 0)) {
            first--;
        }
        return List.copyOf(line.subList(first, line.size()));
    }

    /** What an observer says of a subject now. */
    public synchronized Optional<Sighting> latest(String observer, String subject) {
        List<Sighting> line = told.getOrDefault(observer, Map.of()).getOrDefault(subject, List.of());
        return line.isEmpty() ? Optional.empty() : Optional.of(line.getLast());
    }

    /** When an observer first said such a thing of a subject after that moment. */
    public Optional<Sighting> first(String observer, String subject, long afterNanos, Predicate<Sighting> such) {
        return of(observer, subject, afterNanos).stream()
                .filter(sighting -> sighting.nanos() - afterNanos > 0)
                .filter(such)
                .findFirst();
    }

    /**
     * Waits until each of these has said such a thing of a subject after that moment.
     *
     * @return how long after it, by observer; those that did not say so within the limit are left out
     */
    public Map<String, Duration> delays(
            List<Node> observers, String subject, long afterNanos, Duration limit, Predicate<Sighting> such) {
        Await.isTrueWithin(
                limit,
                () -> observers.stream()
                        .allMatch(one ->
                                first(one.name(), subject, afterNanos, such).isPresent()));
        Map<String, Duration> delays = new LinkedHashMap<>();
        for (Node observer : observers) {
            first(observer.name(), subject, afterNanos, such)
                    .ifPresent(
                            sighting -> delays.put(observer.name(), Duration.ofNanos(sighting.nanos() - afterNanos)));
        }
        return delays;
    }

    /** Everything that was ever said of a subject, by observer. */
    public synchronized Map<String, List<Sighting>> all(String subject) {
        Map<String, List<Sighting>> all = new TreeMap<>();
        told.forEach((observer, subjects) -> {
            List<Sighting> line = subjects.get(subject);
            if (line != null) {
                all.put(observer, List.copyOf(line));
            }
        });
        return all;
    }

    @Override
    public void close() {
        open = false;
        watchers.values().forEach(LockSupport::unpark);
    }
}
