package io.bellwether.protocol.wire;

import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Buckets;
import io.bellwether.protocol.message.Message.Deltas;
import io.bellwether.protocol.message.Message.Gossip;
import io.bellwether.protocol.message.Message.Relay;
import io.bellwether.protocol.message.Message.Rumours;
import io.bellwether.protocol.message.Message.Versions;
import io.bellwether.protocol.message.Message.Versions.HeldVersion;
import io.bellwether.protocol.message.Rumour;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a message whose list outgrew one datagram into several that fit, by their exact size. Every sender may hand
 * all its messages through here; one that fits comes back as it is. Confined to one thread.
 *
 * <ul>
 *   <li>Relay, Buckets, Rumours: the same kind again, in order.
 *   <li>Deltas: likewise; a delta that fits into no datagram is left out, since none is ever split, and the receiver,
 *       who sees the gap, pulls the view.
 *   <li>Gossip: what does not fit follows as Rumours, because a second Gossip would open a second exchange.
 *   <li>Versions: pages of adjoining ranges, together the range of the whole; the topics of one origin stay together.
 * </ul>
 */
public final class Paging {

    private final Sizer sizer = new Sizer();

    /** Makes the message of the items from one index to another. */
    private interface Page<M extends Message> {

        M of(int from, int until);
    }

    /** The datagrams of a message. */
    public List<Message> pages(Message message) {
        if (sizer.fits(message)) {
            return List.of(message);
        }
        return switch (message) {
            case Relay relay -> pages(relay);
            case Deltas deltas -> pages(deltas);
            case Gossip gossip -> pages(gossip);
            case Buckets buckets -> pages(buckets);
            case Versions versions -> pages(versions);
            case Rumours rumours -> rumours(rumours.rumours(), 0);
            case Message.Beat beat -> neverPaged(beat);
            case Message.Report report -> neverPaged(report);
            case Message.Ping ping -> neverPaged(ping);
            case Message.Pong pong -> neverPaged(pong);
            case Message.Ask ask -> neverPaged(ask);
            case Message.Opinion opinion -> neverPaged(opinion);
            case Message.DeltasWanted wanted -> neverPaged(wanted);
        };
    }

    private List<Message> pages(Relay relay) {
        return pages(
                0,
                relay.reports().size(),
                (from, until) -> new Relay(relay.reports().subList(from, until)));
    }

    private List<Message> pages(Deltas deltas) {
        List<ViewDelta> fitting = deltas.deltas().stream().filter(sizer::fits).toList();
        return pages(
                0,
                fitting.size(),
                (from, until) -> new Deltas(fitting.subList(from, until), deltas.hops(), deltas.ageMillis()));
    }

    private List<Message> pages(Gossip gossip) {
        Page<Gossip> opening = (from, until) -> new Gossip(
                gossip.epoch(),
                gossip.version(),
                gossip.root(),
                gossip.answer(),
                gossip.freshness(),
                gossip.news().subList(from, until));
        int first = fitting(0, gossip.news().size(), opening);
        List<Message> pages = new ArrayList<>();
        pages.add(opening.of(0, first));
        pages.addAll(rumours(gossip.news(), first));
        return pages;
    }

    private List<Message> rumours(List<Rumour> rumours, int start) {
        return pages(start, rumours.size(), (from, until) -> new Rumours(rumours.subList(from, until)));
    }

    private List<Message> pages(Buckets buckets) {
        return pages(
                0,
                buckets.hashes().size(),
                (from, until) -> new Buckets(
                        buckets.epoch(),
                        buckets.firstBucket() + from,
                        buckets.bucketsTotal(),
                        buckets.hashes().subList(from, until)));
    }

    private List<Message> pages(Versions versions) {
        List<HeldVersion> held = versions.held();
        List<Message> pages = new ArrayList<>();
        long origin = versions.from();
        for (int from = 0; from < held.size(); ) {
            int start = from;
            long first = origin;
            // Sized with the end that takes the most bytes; the page gets its own once it is known.
            int until = wholeOrigins(
                    held,
                    start,
                    fitting(
                            start,
                            held.size(),
                            (a, b) -> page(versions, first, Long.MAX_VALUE - 1, held.subList(a, b))));
            origin = until == held.size() ? versions.until() : held.get(until).origin();
            pages.add(page(versions, first, origin, held.subList(start, until)));
            from = until;
        }
        return pages;
    }

    /** Moves an end back to where an origin begins, so that a range speaks for all topics of its origins. */
    private static int wholeOrigins(List<HeldVersion> held, int start, int end) {
        int until = end;
        while (until > start + 1
                && until < held.size()
                && held.get(until - 1).origin() == held.get(until).origin()) {
            until--;
        }
        return until;
    }

    private static Versions page(Versions whole, long from, long until, List<HeldVersion> held) {
        return new Versions(whole.epoch(), whole.bucket(), from, until, whole.answer(), held);
    }

    private List<Message> pages(int start, int end, Page<?> page) {
        List<Message> pages = new ArrayList<>();
        for (int from = start; from < end; ) {
            int until = fitting(from, end, page);
            pages.add(page.of(from, until));
            from = until;
        }
        return pages;
    }

    /** The end of the longest page that starts here; by halving, since a page grows with every item. */
    private int fitting(int from, int end, Page<?> page) {
        int fits = from;
        int tooFar = Math.min(end, from + Datagram.ITEMS_MAX) + 1;
        while (tooFar - fits > 1) {
            int middle = (fits + tooFar) >>> 1;
            if (sizer.fits(page.of(from, middle))) {
                fits = middle;
            } else {
                tooFar = middle;
            }
        }
        if (fits == from) {
            throw new IllegalStateException("one item must fit into a datagram: " + page.of(from, from + 1));
        }
        return fits;
    }

    private static List<Message> neverPaged(Message message) {
        throw new IllegalStateException("this kind is bounded and always fits: " + message);
    }
}
