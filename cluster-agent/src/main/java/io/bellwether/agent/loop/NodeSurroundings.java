package io.bellwether.agent.loop;

import io.bellwether.agent.client.Coordinators;
import io.bellwether.agent.metrics.AgentObserver;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.transport.AddressBook;
import io.bellwether.agent.transport.MessageTransport;
import io.bellwether.agent.view.Board;
import io.bellwether.agent.view.Photographer;

/**
 * What a node on the loop works with.
 *
 * @param tellsMembers Whether it tells and counts what becomes of members. Beside an authority it does not: that one tells
 *     the same with its evidence.
 */
record NodeSurroundings(
        MessageTransport transport,
        AddressBook addresses,
        Coordinators coordinators,
        Board board,
        Photographer photographer,
        ChangeLog log,
        AgentObserver observer,
        Counters counters,
        boolean tellsMembers) {}
