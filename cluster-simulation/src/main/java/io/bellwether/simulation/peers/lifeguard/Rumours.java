package io.bellwether.simulation.peers.lifeguard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The queue of news to pass on: those sent least often first, then the longest. Newer news about a member replaces older,
 * so there is at most one entry for each.
 */
final class Rumours {

    private static final Comparator<Rumour> ORDER = Comparator.comparingInt((Rumour rumour) -> rumour.sent)
            .thenComparing(
                    Comparator.comparingInt((Rumour rumour) -> rumour.bytes).reversed())
            .thenComparing(
                    Comparator.comparingLong((Rumour rumour) -> rumour.number).reversed());

    private final TreeSet<Rumour> queue = new TreeSet<>(ORDER);
    private final TreeMap<Integer, Rumour> byMember = new TreeMap<>();
    private long numbers;

    boolean isEmpty() {
        return queue.isEmpty();
    }

    void add(News news) {
        var rumour = new Rumour(news, Sizes.of(news), 0, numbers++);
        var older = byMember.put(news.about(), rumour);
        if (older != null) {
            queue.remove(older);
        }
        queue.add(rumour);
    }

    /** Takes what fits into that many bytes; what has been sent {@code times} times is forgotten. */
    List<News> take(int bytesMax, int times) {
        if (queue.isEmpty()) {
            return List.of();
        }
        var taken = new ArrayList<Rumour>();
        var free = bytesMax - Sizes.COMPOUND_ENTRY_BYTES;
        for (var rumour : queue) {
            if (free <= 0) {
                break;
            }
            if (rumour.bytes <= free) {
                taken.add(rumour);
                free -= rumour.bytes + Sizes.COMPOUND_ENTRY_BYTES;
            }
        }
        taken.forEach(rumour -> sent(rumour, times));
        return taken.stream().map(Rumour::news).toList();
    }

    private void sent(Rumour rumour, int times) {
        queue.remove(rumour);
        if (rumour.sent + 1 >= times) {
            byMember.remove(rumour.news.about());
            return;
        }
        var again = new Rumour(rumour.news, rumour.bytes, rumour.sent + 1, rumour.number);
        byMember.put(rumour.news.about(), again);
        queue.add(again);
    }

    private record Rumour(News news, int bytes, int sent, long number) {}
}
