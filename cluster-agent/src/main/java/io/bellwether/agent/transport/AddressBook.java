package io.bellwether.agent.transport;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each member is reached, by incarnation. A name is resolved once per incarnation, elsewhere, since that can take
 * seconds; until it is known nothing is sent there. Confined to one thread.
 *
 * <p>Those who have gone are remembered for a while: one who was removed behind a cut has to be told so.
 */
public final class AddressBook {

    /** Those remembered after they have gone. */
    static final int GONE_MAX = 1_024;

    private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();

    /** Resolves a name on another thread. */
    @FunctionalInterface
    public interface Resolver {

        /** Begins; {@link AddressBook#resolved} is to be called with what came of it. Returns whether it could begin. */
        boolean resolve(long incarnation, HostPort address);
    }

    private final Resolver resolver;
    private final Counters counters;
    private final Map<Long, InetSocketAddress> present = new HashMap<>();
    private final Map<Long, HostPort> unresolved = new HashMap<>();
    private final LinkedHashMap<Long, InetSocketAddress> gone = new LinkedHashMap<>();
    private long epoch = -1;
    private long retryNanos;

    public AddressBook(Resolver resolver, Counters counters) {
        this.resolver = resolver;
        this.counters = counters;
    }

    /** Where this member is reached, null if it is not known. */
    public @Nullable InetSocketAddress of(long incarnation) {
        InetSocketAddress address = present.get(incarnation);
        return address != null ? address : gone.get(incarnation);
    }

    /** How many names are not known yet. */
    public int unresolvedCount() {
        return unresolved.size();
    }

    /** Takes over the members of a view. */
    public void follow(View view, long nowNanos) {
        if (view.epoch() == epoch) {
            return;
        }
        epoch = view.epoch();
        unresolved.keySet().removeIf(incarnation -> view.member(incarnation) == null);
        present.entrySet().removeIf(entry -> {
            boolean leaves = view.member(entry.getKey()) == null;
            if (leaves) {
                remember(entry.getKey(), entry.getValue());
            }
            return leaves;
        });
        for (Member member : view.members()) {
            long incarnation = member.incarnation();
            if (!present.containsKey(incarnation) && !unresolved.containsKey(incarnation)) {
                learn(incarnation, member.address());
            }
        }
        retryNanos = nowNanos + RETRY_NANOS;
    }

    private void remember(long incarnation, InetSocketAddress address) {
        gone.put(incarnation, address);
        if (gone.size() > GONE_MAX) {
            gone.pollFirstEntry();
        }
    }

    private void learn(long incarnation, String text) {
        HostPort address;
        try {
            address = HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            // What a member says of itself need not make sense; it cannot be reached, which shows soon enough.
            counters.one(AgentCount.ADDRESSES_UNRESOLVED);
            return;
        }
        if (address.isLiteral()) {
            literal(incarnation, address);
        } else {
            unresolved.put(incarnation, address);
            ask(incarnation, address);
        }
    }

    private void literal(long incarnation, HostPort address) {
        try {
            resolved(incarnation, address, InetAddress.getByName(address.host()));
        } catch (UnknownHostException e) {
            resolved(incarnation, address, null);
        }
    }

    private void ask(long incarnation, HostPort address) {
        if (!resolver.resolve(incarnation, address)) {
            counters.one(AgentCount.ADDRESSES_UNRESOLVED);
        }
    }

    /** What came of a name; null if it is unknown, then it is tried again after a while. */
    public void resolved(long incarnation, HostPort address, @Nullable InetAddress found) {
        if (found == null) {
            counters.one(AgentCount.ADDRESSES_UNRESOLVED);
            return;
        }
        unresolved.remove(incarnation);
        present.put(incarnation, new InetSocketAddress(found, address.port()));
    }

    /** Tries again what is due. */
    public void tick(long nowNanos) {
        if (unresolved.isEmpty() || nowNanos - retryNanos < 0) {
            return;
        }
        retryNanos = nowNanos + RETRY_NANOS;
        unresolved.forEach(this::ask);
    }
}
