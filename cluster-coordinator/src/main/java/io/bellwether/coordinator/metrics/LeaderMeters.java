package io.bellwether.coordinator.metrics;

import io.bellwether.agent.worker.Serial;
import io.bellwether.agent.worker.Workers;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.HostObserver;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What only the leader knows of each member and of each voter, by name. The series come with leadership and with the
 * member, and go with them: there are as many as members, which the state bounds, and never any of former ones.
 */
final class LeaderMeters implements MeterBinder {

    private final Host host;
    private final List<Gauges> bound = new CopyOnWriteArrayList<>();
    private final Serial refreshing = new Serial(LeaderMeters::startThread, this::refresh);
    /** What the series were made for last; touched by one thread at a time. */
    private Shown shown = new Shown(false, 0, List.of(), 0);

    private record Shown(boolean leads, long epoch, List<Voter> voters, int registries) {}

    private record Gauges(MultiGauge scores, MultiGauge states, MultiGauge lags) {}

    LeaderMeters(Host host) {
        this.host = host;
        host.counts().observe(new HostObserver() {
            @Override
            public void roleChanged() {
                refreshing.ask();
            }

            @Override
            public void membersChanged() {
                refreshing.ask();
            }
        });
    }

    private static boolean startThread(Runnable work) {
        Workers.daemon(work, "coordinator-meters").start();
        return true;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bound.add(new Gauges(
                MultiGauge.builder(MeterNames.MEMBER_SCORE)
                        .description("Health score of a member, 0 to 100; from the leader only")
                        .register(registry),
                MultiGauge.builder(MeterNames.MEMBER_STATE)
                        .description("Committed state of a member, from the leader only: 0 joining, 1 healthy,"
                                + " 2 degraded, 3 recovering, 4 unreachable, 5 quarantined, 6 draining,"
                                + " 7 maintenance, 8 leaving")
                        .register(registry),
                MultiGauge.builder(MeterNames.REPLICATION_LAG)
                        .description("Entries of the log that another voter lacks; from the leader only")
                        .baseUnit("entries")
                        .register(registry)));
        refreshing.ask();
    }

    private void refresh() {
        boolean leads = host.role().leading();
        View view = host.replicated().view();
        List<Member> members = leads ? view.members() : List.of();
        List<Voter> others = leads ? otherVoters() : List.of();
        var now = new Shown(leads, leads ? view.epoch() : 0, others, bound.size());
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        for (Gauges gauges : bound) {
            gauges.scores.register(rows(members, this::score), true);
            gauges.states.register(rows(members, this::state), true);
            gauges.lags.register(
                    others.stream()
                            .map(voter ->
                                    MultiGauge.Row.of(Tags.of("peer", voter.id().name()), voter.id(), this::lag))
                            .toList(),
                    true);
        }
    }

    private List<Voter> otherVoters() {
        return host.log().voters().stream()
                .filter(voter -> !voter.id().equals(host.self()))
                .toList();
    }

    private static List<MultiGauge.Row<?>> rows(List<Member> members, ToDoubleFunction<NodeId> value) {
        return members.stream()
                .<MultiGauge.Row<?>>map(
                        member -> MultiGauge.Row.of(Tags.of("node", member.id().name()), member.id(), value))
                .toList();
    }

    private @Nullable Member member(NodeId id) {
        return host.replicated().view().member(id);
    }

    private double score(NodeId id) {
        Member member = member(id);
        Integer score = member == null ? null : host.observations().healthScore(member);
        return score == null ? Double.NaN : score;
    }

    private double state(NodeId id) {
        Member member = member(id);
        return member == null ? Double.NaN : number(member.status());
    }

    /** As dashboards know it. */
    private static int number(MemberStatus status) {
        return switch (status) {
            case JOINING -> 0;
            case HEALTHY -> 1;
            case DEGRADED -> 2;
            case RECOVERING -> 3;
            case UNREACHABLE -> 4;
            case QUARANTINED -> 5;
            case DRAINING -> 6;
            case MAINTENANCE -> 7;
            case LEAVING -> 8;
            case LEFT -> 9;
            case REMOVED -> 10;
        };
    }

    private double lag(NodeId id) {
        Long lag = host.logNumbers().lagEntries().get(id.name());
        return lag == null ? Double.NaN : lag;
    }
}
