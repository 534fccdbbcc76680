package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One replica under test, with short words for what leaders propose. Follows the deltas beside it, as a node would. */
final class Replica {

    static final StateRules RULES = StateRules.of(TimingProfile.DEFAULT);

    final ClusterState state;
    final List<Event> events = new ArrayList<>();
    private View followed = View.empty();
    private long nanos;
    private int instances;

    Replica() {
        this(RULES);
    }

    Replica(StateRules rules) {
        state = new ClusterState(rules);
    }

    Applied apply(Command command) {
        var applied = state.apply(new Entry(1, nanos, nanos / 1_000_000, command));
        events.addAll(applied.events());
        for (ViewDelta delta : applied.deltas()) {
            followed = followed.plus(delta);
        }
        return applied;
    }

    /** Time passes, told by one tick at its end. */
    Applied pass(Duration time) {
        nanos += time.toNanos();
        return apply(new Command.Tick());
    }

    /** Time passes, and nobody says so before the next entry. */
    void passSilently(Duration time) {
        nanos += time.toNanos();
    }

    long nanos() {
        return nanos;
    }

    View followed() {
        return followed;
    }

    Outcome join(String name, String zone) {
        Member present = state.view().member(new NodeId(name));
        long replaces = present == null ? 0 : present.incarnation();
        return apply(admit(name, "process-" + ++instances, replaces, zone)).outcome();
    }

    Outcome join(String name) {
        return join(name, "");
    }

    Outcome joinAsCoordinator(String name) {
        Member present = state.view().member(new NodeId(name));
        long replaces = present == null ? 0 : present.incarnation();
        return apply(new Command.Admit(
                        new NodeId(name), "process-" + ++instances, replaces, name + ":7800", "", "", true, 0))
                .outcome();
    }

    static Command.Admit admit(String name, String instance, long replaces, String zone) {
        return new Command.Admit(new NodeId(name), instance, replaces, name + ":7800", zone, "", false, 0);
    }

    Replica healthy(String... names) {
        return healthyIn("", names);
    }

    Replica healthyIn(String zone, String... names) {
        for (String name : names) {
            join(name, zone);
            apply(new Command.Confirm(List.of(target(name))));
        }
        return this;
    }

    Member member(String name) {
        return Objects.requireNonNull(state.view().member(new NodeId(name)), name + " is no member");
    }

    boolean isMember(String name) {
        return state.view().member(new NodeId(name)) != null;
    }

    MemberStatus status(String name) {
        return member(name).status();
    }

    Standing standing(String name) {
        return state.standing(new NodeId(name));
    }

    Command.Target target(String name) {
        Member member = member(name);
        return new Command.Target(member.incarnation(), member.sinceVersion());
    }

    private List<Command.Target> targets(String... names) {
        return Arrays.stream(names).map(this::target).toList();
    }

    Applied lose(String... names) {
        return apply(new Command.Lose(targets(names).stream()
                .map(target -> new Command.Lose.Loss(target, Cause.OBSERVERS, "7 of 10 observers"))
                .toList()));
    }

    Applied find(String... names) {
        return apply(new Command.Find(targets(names), Cause.HEARD_AGAIN));
    }

    Outcome.Done remove(String... names) {
        return (Outcome.Done) apply(new Command.Remove(targets(names))).outcome();
    }

    Applied degrade(String name, Cause cause) {
        return apply(new Command.Degrade(target(name), cause, "measured"));
    }

    Applied leave(String name) {
        return apply(new Command.Leave(member(name).incarnation()));
    }

    Outcome drain(String name, Duration timeToLive) {
        return apply(new Command.Drain(new NodeId(name), "upgrade", timeToLive)).outcome();
    }

    Outcome maintain(String name, Duration timeToLive) {
        return apply(new Command.Maintain(new NodeId(name), "new disk", timeToLive))
                .outcome();
    }

    Outcome readmit(String name) {
        return apply(new Command.Readmit(new NodeId(name), "repaired")).outcome();
    }

    Outcome forget(String name) {
        return apply(new Command.Forget(new NodeId(name), "sold")).outcome();
    }

    /** Lost, and for so long that it is removed. */
    Replica lostAndRemoved(String... names) {
        lose(names);
        pass(Duration.ofSeconds(15));
        remove(names);
        return this;
    }
}
