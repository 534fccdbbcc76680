package io.bellwether.agent.loop;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.AgentMetrics;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.transport.AddressBook;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.Board;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.agent.view.Photographer;
import io.bellwether.protocol.gossip.Count;
import io.bellwether.protocol.gossip.FixedSizes;
import io.bellwether.protocol.health.HealthInput;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.monitoring.Watching;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.wire.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A loop with a node on it, and perhaps a neighbour. Safe for all threads, once it is started. */
public final class NodeLoop implements AgentMetrics {

    private final AgentLoop loop;
    private final NodeDriver driver;
    private final AddressBook addresses;
    private final Board board;
    private final Counters counters;
    private final boolean tellsMembers;

    /** A loop that does not run yet. */
    public NodeLoop(LoopSetup setup) throws IOException {
        String name = setup.identity().id().name();
        this.counters = setup.counters();
        this.tellsMembers = !setup.identity().coordinator();
        this.loop = new AgentLoop("cluster-agent-" + name, setup.transport(), counters);
        Node node = new Node(
                setup.identity(),
                setup.profile(),
                new FixedSizes(),
                Watching.incremental(),
                setup.random(),
                System.nanoTime());
        Photographer photographer = new Photographer(setup.identity().id(), node);
        this.board = new Board(photographer.take(AgentState.NEW, "", "", System.nanoTime()), counters);
        this.addresses = new AddressBook(new NameResolver(setup.workers(), this::resolved), counters);
        this.driver = new NodeDriver(
                node,
                loop,
                new NodeSurroundings(
                        setup.transport(),
                        addresses,
                        setup.coordinators(),
                        board,
                        photographer,
                        new ChangeLog(setup.identity().id(), setup.workers(), counters),
                        setup.observer(),
                        counters,
                        tellsMembers),
                setup.profile().heartbeat());
        loop.add(driver);
    }

    private void resolved(long incarnation, HostPort address, @Nullable InetAddress found) {
        loop.execute(() -> addresses.resolved(incarnation, address, found));
    }

    /** Puts a state machine beside the node; before the start only. */
    public void add(Function<NodeHandle, Resident> resident) {
        loop.add(resident.apply(driver));
    }

    public void start() {
        loop.start();
    }

    public ClusterView view() {
        return board;
    }

    /** The host or the application tells how it is. False, and counted, where there is no room. */
    public boolean tell(HealthInput own) {
        return loop.execute(() -> driver.tell(own));
    }

    /** Says where and as what this process serves. False, and counted, where there is no room. */
    public boolean describe(Rumour.Profile profile) {
        return loop.execute(() -> driver.describe(profile));
    }

    /** Has the node say good-bye; the result comes when it is out. */
    public CompletableFuture<Stage> leave() {
        driver.leave();
        return driver.gone().copy();
    }

    /** Ends the loop; false if it did not end in time. */
    public boolean stop(Duration patience) throws InterruptedException {
        loop.stop();
        return loop.awaitEnd(patience);
    }

    /** The worst delay of the loop within the last seconds. */
    public long worstDelayNanos() {
        return loop.delay().worstNanos(System.nanoTime());
    }

    @Override
    public long count(AgentCount count) {
        return counters.get(count);
    }

    @Override
    public long refused(Refusal refusal) {
        return counters.get(refusal);
    }

    @Override
    public boolean countsTransitions() {
        return tellsMembers;
    }

    @Override
    public long transitions(MemberStatus to) {
        return counters.get(to);
    }

    @Override
    public long gossip(Count count) {
        return driver.gossipCount(count);
    }

    @Override
    public Duration loopDelay() {
        return Duration.ofNanos(worstDelayNanos());
    }

    @Override
    public int mailboxSize() {
        return loop.mailboxSize();
    }
}
