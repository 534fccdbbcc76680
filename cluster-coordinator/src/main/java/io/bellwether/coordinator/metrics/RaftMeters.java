package io.bellwether.coordinator.metrics;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.HostObserver;
import io.bellwether.coordinator.raft.RaftTraffic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The agreed log as meters. */
final class RaftMeters implements MeterBinder {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final Host host;

    RaftMeters(Host host) {
        this.host = host;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                MeterNames.NODE_STATE,
                h -> h.logNumbers().part().number(),
                "What this coordinator does in the log: 0 down, 1 follower, 2 candidate, 3 leader");
        gauge(registry, MeterNames.TERM, h -> h.log().term(), "The latest term of the log that it has heard of");
        gauge(
                registry,
                MeterNames.COMMIT_INDEX,
                h -> h.log().commitIndex(),
                "The last entry of the log that it knows to be committed");
        counter(
                registry,
                MeterNames.LEADER_CHANGES,
                h -> h.counts().leaderChanges(),
                "Leaders that it has come to know since its start, the first one included");
        counter(
                registry,
                MeterNames.STALE_TERMS,
                h -> h.logNumbers().traffic().staleTerms(),
                "Calls of other coordinators that it refused because their term was over");
        counter(
                registry,
                MeterNames.LOOP_TICKS,
                h -> h.counts().ticks(),
                "Ticks of cluster time that were committed and applied here; they stand still while nobody leads");
        counter(
                registry,
                MeterNames.ELECTIONS,
                h -> h.logNumbers().elections(),
                "Elections that this coordinator came out of");
        counter(
                registry,
                MeterNames.STEP_DOWNS,
                h -> h.logNumbers().stepDowns(),
                "Times that it gave leadership up by itself, because no majority answered");
        gauge(
                registry,
                MeterNames.FOUNDERS_MISSING,
                h -> h.missingFounders().size(),
                "Other coordinators that it waits for to found the cluster with; 0 once it has a log");
        connections(registry);
        Timer latency = Timer.builder(MeterNames.COMMIT_LATENCY)
                .description("From the proposal of an entry by this leader to its being committed and applied here")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        host.counts().observe(new HostObserver() {
            @Override
            public void committed(Duration after) {
                latency.record(after);
            }
        });
    }

    private void connections(MeterRegistry registry) {
        calls(registry, "true", RaftTraffic::callsAnswered);
        calls(registry, "false", RaftTraffic::callsFailed);
        counter(
                registry,
                MeterNames.RECONNECTS,
                h -> h.logNumbers().traffic().renewed(),
                "Connections to other coordinators renewed because nothing came back on them");
        attempts(registry, "success", RaftTraffic::connected);
        attempts(registry, "failed", RaftTraffic::failed);
        counter(
                registry,
                MeterNames.CONNECTIONS_LOST,
                h -> h.logNumbers().traffic().lost(),
                "Connections to other coordinators that stood and ended");
        counter(
                registry,
                MeterNames.VOTES_WITHHELD,
                h -> h.logNumbers().traffic().withheldVotes(),
                "Pre-votes of others that it held back because an election had just been");
        counter(
                registry,
                MeterNames.CALLS_MISDIRECTED,
                h -> h.logNumbers().traffic().misdirected(),
                "Calls of other coordinators that it refused because they were meant for another");
        counter(
                registry,
                MeterNames.EARLY_CLAIMS,
                h -> h.logNumbers().traffic().earlyClaims(),
                "Answers to a leader that would have claimed entries not yet on disk, put right");
    }

    private void calls(MeterRegistry registry, String success, ToLongFunction<RaftTraffic> number) {
        traffic(MeterNames.RPC_CALLS, number)
                .description("Calls of this coordinator to others by whether they were answered")
                .tag("success", success)
                .register(registry);
    }

    private void attempts(MeterRegistry registry, String outcome, ToLongFunction<RaftTraffic> number) {
        traffic(MeterNames.CONNECTION_ATTEMPTS, number)
                .description("Attempts to connect to another coordinator by their outcome")
                .tag("outcome", outcome)
                .register(registry);
    }

    private FunctionCounter.Builder<Host> traffic(String name, ToLongFunction<RaftTraffic> number) {
        return FunctionCounter.builder(
                name, host, h -> number.applyAsLong(h.logNumbers().traffic()));
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<Host> value, String help) {
        Gauge.builder(name, host, value).description(help).register(registry);
    }

    private void counter(MeterRegistry registry, String name, ToDoubleFunction<Host> value, String help) {
        FunctionCounter.builder(name, host, value).description(help).register(registry);
    }
}
