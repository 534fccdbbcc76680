package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All names, with everything that is derived from them: who is present, whose timer is next, the census, the hash. */
final class Books {

    /** When the first timer of a name runs out. */
    record Due(long nanos, NodeId id) {}

    private static final Comparator<Due> FIRST_DUE =
            Comparator.comparingLong(Due::nanos).thenComparing(Due::id);

    private final StateRules rules;
    private final Map<NodeId, Life> lives = new TreeMap<>();
    private final Map<Long, Life> present = new HashMap<>();
    private final TreeSet<Due> dues = new TreeSet<>(FIRST_DUE);
    private final Census census;
    private long hash;
    private long namesDropped;
    private @Nullable View view;

    Books(StateRules rules) {
        this.rules = rules;
        this.census = new Census(rules);
    }

    @Nullable
    Life life(NodeId id) {
        return lives.get(id);
    }

    @Nullable
    Life life(long incarnation) {
        return present.get(incarnation);
    }

    /** All names, in order. */
    Collection<Life> lives() {
        return Collections.unmodifiableCollection(lives.values());
    }

    int members() {
        return present.size();
    }

    int formerNames() {
        return lives.size() - present.size();
    }

    long namesDropped() {
        return namesDropped;
    }

    void restoreNamesDropped(long count) {
        namesDropped = count;
    }

    Census census() {
        return census;
    }

    @Nullable
    Due firstDue() {
        return dues.isEmpty() ? null : dues.first();
    }

    /** The sum of the hashes of all names. */
    long hash() {
        return hash;
    }

    /** The same, computed anew. */
    long fullHash() {
        long sum = 0;
        for (Life life : lives.values()) {
            sum += StateHash.of(life);
        }
        return sum;
    }

    /** Writes a name down as it is now. */
    void put(Life life) {
        strike(life.id());
        lives.put(life.id(), life);
        hash += StateHash.of(life);
        census.add(life);
        if (life.isPresent()) {
            present.put(life.member().incarnation(), life);
        }
        if (life.dueNanos() != Life.NEVER) {
            dues.add(new Due(life.dueNanos(), life.id()));
        }
    }

    /** Strikes a name off, if it is there. */
    void strike(NodeId id) {
        Life former = lives.remove(id);
        if (former == null) {
            return;
        }
        hash -= StateHash.of(former);
        census.take(former);
        if (former.isPresent()) {
            present.remove(former.member().incarnation());
        }
        if (former.dueNanos() != Life.NEVER) {
            dues.remove(new Due(former.dueNanos(), id));
        }
    }

    /** Strikes the former name that is least worth keeping if there are too many; returns it, or null. */
    @Nullable
    Life dropOneTooMany(long nowNanos) {
        if (formerNames() <= rules.namesMax()) {
            return null;
        }
        Life least = null;
        for (Life life : lives.values()) {
            if (!life.isPresent() && (least == null || isLessWorth(life, least, nowNanos))) {
                least = life;
            }
        }
        if (least != null) {
            strike(least.id());
            namesDropped++;
        }
        return least;
    }

    /** Fewer points first, in whole points so that those long at rest are equal; then the older. */
    private boolean isLessWorth(Life life, Life other, long nowNanos) {
        long worth = worth(life, nowNanos);
        long otherWorth = worth(other, nowNanos);
        if (worth != otherWorth) {
            return worth < otherWorth;
        }
        return life.member().sinceVersion() < other.member().sinceVersion();
    }

    private long worth(Life life, long nowNanos) {
        // Else a name could have itself forgotten by waiting for others to fill the books.
        boolean keep = life.penalty().operatorNeeded();
        return keep ? Long.MAX_VALUE : (long) life.penalty().pointsAt(nowNanos, rules);
    }

    /** The members, at this version; built when first asked for. */
    View view(long epoch, long version) {
        View current = view;
        if (current == null || current.version() != version) {
            List<Member> members = new ArrayList<>(present.size());
            for (Life life : lives.values()) {
                if (life.isPresent()) {
                    members.add(life.member());
                }
            }
            current = View.of(epoch, version, members);
            view = current;
        }
        return current;
    }
}
