package io.bellwether.coordinator.host;

import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.membership.NodeId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Where each coordinator serves HTTP. One that is a member says so itself, by gossip. Who leads the log need not be a
 * member, though: one that came and went too often is let in late, and leads meanwhile. So whom gossip does not know is
 * asked for at the addresses that this coordinator was started with.
 */
final class Whereabouts {

    private static final long ASK_APART_NANOS = Duration.ofMillis(500).toNanos();

    private final Function<NodeId, Optional<Place>> gossip;
    private final List<URI> addresses;
    private final Function<URI, CompletableFuture<Place>> ask;
    private final LongSupplier nanos;
    /** By the address that answered, so there are never more than addresses. */
    private final Map<URI, Place> answered = new ConcurrentHashMap<>();

    private CompletableFuture<?> asking = CompletableFuture.completedFuture(List.of());
    private long askedNanos;

    /**
     * @param gossip What members say of themselves.
     * @param addresses Of all coordinators.
     * @param ask Asks one address who is there; fails where nobody says so. Never waits.
     */
    Whereabouts(
            Function<NodeId, Optional<Place>> gossip,
            List<URI> addresses,
            Function<URI, CompletableFuture<Place>> ask,
            LongSupplier nanos) {
        this.gossip = gossip;
        this.addresses = List.copyOf(addresses);
        this.ask = ask;
        this.nanos = nanos;
        this.askedNanos = nanos.getAsLong() - ASK_APART_NANOS;
    }

    /** Where it is, as far as that is known now; has it asked for where it is not. */
    Optional<Place> of(NodeId id) {
        Optional<Place> known = known(id);
        if (known.isEmpty()) {
            var unused = askAll();
        }
        return known;
    }

    /** The same, after asking where it is not known. */
    CompletableFuture<Optional<Place>> find(NodeId id) {
        Optional<Place> known = known(id);
        return known.isPresent() ? CompletableFuture.completedFuture(known) : askAll().thenApply(all -> known(id));
    }

    /** Forgets what a coordinator has answered: nobody is there any more. */
    void isNotAt(Place place) {
        answered.values().remove(place);
    }

    private Optional<Place> known(NodeId id) {
        return gossip.apply(id)
                .or(() -> answered.values().stream()
                        .filter(place -> place.id().equals(id))
                        .findFirst());
    }

    /** Where a member says that it is. */
    static Optional<Place> told(MemberInfo info) {
        return Urls.internal(info)
                .map(inside ->
                        new Place(info.member().id(), inside, Urls.outside(info).orElse(inside)));
    }

    /** Asks everywhere, unless that is being done or was just done. */
    private synchronized CompletableFuture<?> askAll() {
        long now = nanos.getAsLong();
        if (asking.isDone() && now - askedNanos >= ASK_APART_NANOS) {
            askedNanos = now;
            asking = CompletableFuture.allOf(addresses.stream().map(this::askAt).toArray(CompletableFuture[]::new));
        }
        return asking;
    }

    private CompletableFuture<?> askAt(URI address) {
        return ask.apply(address).handle((place, e) -> {
            if (place == null || e != null) {
                answered.remove(address);
            } else {
                answered.put(address, place);
            }
            return null;
        });
    }
}
