package io.bellwether.spring.metrics;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.AgentMetrics;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.gossip.Count;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.wire.Refusal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the agent counts, as meters. Labels are names of constants, so their number is known. */
public final class ClusterMeters implements MeterBinder {

    /** What was lost because a limit was reached. */
    private static final List<AgentCount> DROPS = List.of(
            AgentCount.SEND_QUEUE_OVERFLOWS,
            AgentCount.SENDS_WITHOUT_ADDRESS,
            AgentCount.LOCAL_OVERFLOWS,
            AgentCount.MAILBOX_OVERFLOWS,
            AgentCount.LOG_LINES_DROPPED);

    /** What went wrong inside this process. */
    private static final List<AgentCount> WRONG = List.of(
            AgentCount.SEND_ERRORS,
            AgentCount.RECEIVE_ERRORS,
            AgentCount.ADDRESSES_UNRESOLVED,
            AgentCount.STEP_FAILURES,
            AgentCount.VIEWS_DISAGREE,
            AgentCount.HEALTH_SOURCE_FAILURES,
            AgentCount.LISTENER_FAILURES);

    private final AgentMetrics metrics;
    private final ClusterView view;

    public ClusterMeters(AgentMetrics metrics, ClusterView view) {
        this.metrics = metrics;
        this.view = view;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        beats(registry);
        members(registry);
        if (metrics.countsTransitions()) {
            transitions(registry);
        }
        coordinators(registry);
        gossip(registry);
        datagrams(registry);
        agent(registry);
    }

    private void beats(MeterRegistry registry) {
        counter(registry, MeterNames.HEARTBEATS_SENT, AgentCount.HEARTBEATS_SENT, "Heartbeats sent to other members");
        counter(
                registry,
                MeterNames.HEARTBEATS_RECEIVED,
                AgentCount.HEARTBEATS_RECEIVED,
                "Heartbeats received from other members");
        counter(
                registry,
                MeterNames.FAILURES_DETECTED,
                AgentCount.FAILURES_DETECTED,
                "Edges to other members that turned bad here");
    }

    private void members(MeterRegistry registry) {
        Gauge.builder(MeterNames.HEALTHY_NODES, view, v -> members(v, MemberStatus.HEALTHY))
                .description("Members that are HEALTHY, as this process sees it")
                .register(registry);
        for (MemberStatus status : MemberStatus.values()) {
            if (status.isPresent()) {
                Gauge.builder(MeterNames.MEMBERS, view, v -> members(v, status))
                        .description("Members by their committed state, as this process sees it")
                        .tag("state", label(status))
                        .register(registry);
            }
        }
        Gauge.builder(MeterNames.EPOCH, view, v -> v.now().epoch())
                .description("The epoch of the view that this process has; it grows with every join and every removal")
                .register(registry);
        Gauge.builder(MeterNames.SCORE, view, v -> v.now().status().score())
                .description("Health score of this process, 0 to 100")
                .register(registry);
    }

    private void transitions(MeterRegistry registry) {
        String help = "Members that came to be in this state, as this process saw it";
        for (MemberStatus status : MemberStatus.values()) {
            if (status.isPresent()) {
                FunctionCounter.builder(MeterNames.TRANSITIONS, metrics, m -> m.transitions(status))
                        .description(help)
                        .tag("to", label(status))
                        .register(registry);
            }
        }
        counter(registry, MeterNames.TRANSITIONS, AgentCount.MEMBERS_GONE, help, "to", "gone");
    }

    private static long members(ClusterView view, MemberStatus status) {
        return view.now().members().stream()
                .filter(info -> info.member().status() == status)
                .count();
    }

    private void coordinators(MeterRegistry registry) {
        Map<AgentCount, String> outcomes = new EnumMap<>(AgentCount.class);
        outcomes.put(AgentCount.ATTEMPTS_SUCCEEDED, "success");
        outcomes.put(AgentCount.ATTEMPTS_UNREACHABLE, "unreachable");
        outcomes.put(AgentCount.ATTEMPTS_TIMED_OUT, "timeout");
        outcomes.put(AgentCount.ATTEMPTS_REFUSED, "refused");
        outcomes.put(AgentCount.ATTEMPTS_MALFORMED, "malformed");
        outcomes.put(AgentCount.BREAKER_SKIPS, "skipped");
        outcomes.forEach((count, outcome) -> counter(
                registry,
                MeterNames.CONNECTION_ATTEMPTS,
                count,
                "Attempts to reach a coordinator by their outcome; skipped ones were left out after failures",
                "outcome",
                outcome));
        Map<AgentCount, String> requests = new EnumMap<>(AgentCount.class);
        requests.put(AgentCount.ASKS_ANSWERED, "answered");
        requests.put(AgentCount.ASKS_UNANSWERED, "unanswered");
        requests.put(AgentCount.ANSWERS_TOO_LATE, "late");
        requests.forEach((count, outcome) -> counter(
                registry,
                MeterNames.REQUESTS,
                count,
                "Requests to the coordinators by their outcome",
                "outcome",
                outcome));
    }

    private void gossip(MeterRegistry registry) {
        String bytes = "Bytes of soft state and of changes of the view";
        counter(registry, MeterNames.GOSSIP_BYTES, AgentCount.GOSSIP_BYTES_SENT, bytes, "direction", "sent");
        counter(registry, MeterNames.GOSSIP_BYTES, AgentCount.GOSSIP_BYTES_RECEIVED, bytes, "direction", "received");
        for (Count count : Count.values()) {
            if (count != Count.BYTES_SENT && count != Count.DATAGRAMS_SENT) {
                FunctionCounter.builder(MeterNames.GOSSIP_EVENTS, metrics, m -> m.gossip(count))
                        .description("What gossip did, and what it left out because a limit was reached")
                        .tag("event", label(count))
                        .register(registry);
            }
        }
    }

    private void datagrams(MeterRegistry registry) {
        String datagrams = "Datagrams by direction, whatever became of them";
        counter(registry, MeterNames.DATAGRAMS, AgentCount.DATAGRAMS_SENT, datagrams, "direction", "sent");
        counter(registry, MeterNames.DATAGRAMS, AgentCount.DATAGRAMS_RECEIVED, datagrams, "direction", "received");
        for (Refusal refusal : Refusal.values()) {
            FunctionCounter.builder(MeterNames.DATAGRAMS_REFUSED, metrics, m -> m.refused(refusal))
                    .description("Datagrams refused, by reason")
                    .tag("reason", label(refusal))
                    .register(registry);
        }
    }

    private void agent(MeterRegistry registry) {
        for (AgentCount drop : DROPS) {
            counter(
                    registry,
                    MeterNames.DROPPED,
                    drop,
                    "What the agent dropped because there was no room",
                    "what",
                    label(drop));
        }
        for (AgentCount wrong : WRONG) {
            counter(registry, MeterNames.FAILURES, wrong, "What went wrong in the agent", "what", label(wrong));
        }
        counter(registry, MeterNames.LOOP_TURNS, AgentCount.LOOP_TURNS, "Turns of the agent's loop");
        TimeGauge.builder(
                        MeterNames.LOOP_DELAY,
                        metrics,
                        TimeUnit.NANOSECONDS,
                        m -> m.loopDelay().toNanos())
                .description("How late the agent's loop ran at worst within the last two to four seconds")
                .register(registry);
        Gauge.builder(MeterNames.MAILBOX, metrics, AgentMetrics::mailboxSize)
                .description("Tasks of other threads that wait for the agent's loop")
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, AgentCount count, String help, String... tags) {
        FunctionCounter.builder(name, metrics, m -> m.count(count))
                .description(help)
                .tags(tags)
                .register(registry);
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
