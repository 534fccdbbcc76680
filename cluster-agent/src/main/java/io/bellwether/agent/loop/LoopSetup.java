package io.bellwether.agent.loop;

import io.bellwether.agent.client.Coordinators;
import io.bellwether.agent.metrics.AgentObserver;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.transport.MessageTransport;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.node.Identity;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.random.RandomGenerator;

/** What a loop with a node on it is made of. */
public record LoopSetup(
        Identity identity,
        TimingProfile profile,
        MessageTransport transport,
        Coordinators coordinators,
        AgentObserver observer,
        Workers workers,
        Counters counters,
        RandomGenerator random) {}
