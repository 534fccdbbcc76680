package io.bellwether.coordinator.host;

import io.bellwether.coordinator.raft.LogConsumer.Role;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Event;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a coordinator counts beside its log and its agent. Read by all threads; written where things happen. */
public final class HostCounts {

    /** Proposals whose time is taken at most; the log has no more open ones. */
    static final int OPEN_MAX = 10_000;

    private final LongAdder ticks = new LongAdder();
    private final LongAdder leaderChanges = new LongAdder();
    private final Map<MemberStatus, LongAdder> transitions = new EnumMap<>(MemberStatus.class);
    private final Map<Answer.Reason, LongAdder> refusals = new EnumMap<>(Answer.Reason.class);
    private final Map<Long, Long> proposedNanos = new ConcurrentHashMap<>();
    private final List<HostObserver> observers = new CopyOnWriteArrayList<>();
    private @Nullable NodeId leader;
    private long leaderTerm;

    HostCounts() {
        for (MemberStatus status : MemberStatus.values()) {
            transitions.put(status, new LongAdder());
        }
        for (Answer.Reason reason : Answer.Reason.values()) {
            refusals.put(reason, new LongAdder());
        }
    }

    /** Ticks of cluster time that were committed and applied here. */
    public long ticks() {
        return ticks.sum();
    }

    /** Leaders that this process has come to know, the first one included. */
    public long leaderChanges() {
        return leaderChanges.sum();
    }

    /** Members that were committed to be in this state, without those of before this process started. */
    public long transitions(MemberStatus to) {
        return Objects.requireNonNull(transitions.get(to)).sum();
    }

    /** Requests to be let in that were refused for this reason. */
    public long refusals(Answer.Reason reason) {
        return Objects.requireNonNull(refusals.get(reason)).sum();
    }

    /** Has somebody look on. */
    public void observe(HostObserver observer) {
        observers.add(observer);
    }

    void applied(Command command) {
        if (command instanceof Command.Tick) {
            ticks.increment();
        }
    }

    void answered(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            Objects.requireNonNull(refusals.get(refused.reason())).increment();
        }
    }

    void happened(List<Event> events) {
        for (Event event : events) {
            MemberStatus to = event.to();
            if (event.kind() == Event.Kind.MOVED && to != null) {
                Objects.requireNonNull(transitions.get(to)).increment();
            }
        }
    }

    /** The log's thread tells the role. */
    void role(Role role) {
        NodeId now = role.leader();
        // A leader that leads again after an election is another one: there was none in between.
        if (now != null && !(now.equals(leader) && role.term() == leaderTerm)) {
            leader = now;
            leaderTerm = role.term();
            leaderChanges.increment();
        }
        observers.forEach(HostObserver::roleChanged);
    }

    void membersChanged() {
        observers.forEach(HostObserver::membersChanged);
    }

    void proposed(long ticket, long nowNanos) {
        if (proposedNanos.size() < OPEN_MAX) {
            proposedNanos.put(ticket, nowNanos);
        }
    }

    void committed(long ticket, long nowNanos) {
        Long proposed = proposedNanos.remove(ticket);
        if (proposed != null) {
            Duration latency = Duration.ofNanos(nowNanos - proposed);
            observers.forEach(observer -> observer.committed(latency));
        }
    }

    void failed(long ticket) {
        proposedNanos.remove(ticket);
    }

    void detected(long silentNanos) {
        Duration latency = Duration.ofNanos(silentNanos);
        observers.forEach(observer -> observer.detected(latency));
    }
}
