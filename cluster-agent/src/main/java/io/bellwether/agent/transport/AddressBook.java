package io.bellwether.agent.transport;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
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
 * Where each member is reached, by incarnation. A name is resolved elsewhere, since that can take seconds; until it is
 * known nothing is sent there. It is resolved again while its member is lost, since it may be the name of another address
 * by then. Confined to one thread.
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
    private final Map<Long, String> told = new HashMap<>();
    private final Map<Long, HostPort> unresolved = new HashMap<>();
    private final Map<Long, HostPort> lost = new HashMap<>();
    private final LinkedHashMap<Long, InetSocketAddress> gone = new LinkedHashMap<>();
    private long version = -1;
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
        if (view.version() == version) {
            return;
        }
        version = view.version();
        boolean nothingToAsk = unresolved.isEmpty() && lost.isEmpty();
        unresolved.keySet().removeIf(incarnation -> view.member(incarnation) == null);
        told.keySet().removeIf(incarnation -> view.member(incarnation) == null);
        lost.clear();
        present.entrySet().removeIf(entry -> {
            boolean leaves = view.member(entry.getKey()) == null;
            if (leaves) {
                remember(entry.getKey(), entry.getValue());
            }
            return leaves;
        });
        view.members().forEach(this::learn);
        if (nothingToAsk) {
            retryNanos = nowNanos + RETRY_NANOS;
        }
    }

    private void remember(long incarnation, InetSocketAddress address) {
        gone.put(incarnation, address);
        if (gone.size() > GONE_MAX) {
            gone.pollFirstEntry();
        }
    }

    private void learn(Member member) {
        long incarnation = member.incarnation();
        boolean isNew = !member.address().equals(told.put(incarnation, member.address()));
        boolean isLost = member.status() == MemberStatus.UNREACHABLE;
        if (!isNew && !isLost) {
            return;
        }
        HostPort address;
        try {
            address = HostPort.parse(member.address());
        } catch (IllegalArgumentException e) {
            // What a member says of itself need not make sense; it cannot be reached, which shows soon enough.
            counters.one(AgentCount.ADDRESSES_UNRESOLVED);
            return;
        }
        if (address.isLiteral()) {
            literal(incarnation, address);
            return;
        }
        if (isLost) {
            lost.put(incarnation, address);
        }
        if (isNew) {
            unresolved.put(incarnation, address);
            ask(incarnation, address);
        }
    }

    private void literal(long incarnation, HostPort address) {
        unresolved.remove(incarnation);
        try {
            reached(incarnation, address, InetAddress.getByName(address.host()));
        } catch (UnknownHostException e) {
            counters.one(AgentCount.ADDRESSES_UNRESOLVED);
        }
    }

    private void reached(long incarnation, HostPort address, InetAddress found) {
        present.put(incarnation, new InetSocketAddress(found, address.port()));
    }

    private void ask(long incarnation, HostPort address) {
        if (!resolver.resolve(incarnation, address)) {
            counters.one(AgentCount.ADDRESSES_UNRESOLVED);
        }
    }

    /** What came of a name; null if it is unknown, then it is tried again after a while. */
    public void resolved(long incarnation, HostPort address, @Nullable InetAddress found) {
        boolean isWanted = address.equals(unresolved.get(incarnation));
        if (found != null && (isWanted || address.equals(lost.get(incarnation)))) {
            unresolved.remove(incarnation);
            reached(incarnation, address, found);
        } else if (isWanted) {
            counters.one(AgentCount.ADDRESSES_UNRESOLVED);
        }
    }

    /** Tries again what is due. */
    public void tick(long nowNanos) {
        boolean nothingToAsk = unresolved.isEmpty() && lost.isEmpty();
        if (nothingToAsk || nowNanos - retryNanos < 0) {
            return;
        }
        retryNanos = nowNanos + RETRY_NANOS;
        Map<Long, HostPort> wanted = new HashMap<>(lost);
        wanted.putAll(unresolved);
        wanted.forEach(this::ask);
    }
}
