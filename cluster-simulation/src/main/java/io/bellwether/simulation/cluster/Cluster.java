package io.bellwether.simulation.cluster;

import io.bellwether.protocol.gossip.FixedSizes;
import io.bellwether.protocol.gossip.Sizes;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.monitoring.Watching;
import io.bellwether.protocol.node.Identity;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Image;
import io.bellwether.protocol.state.Outcome;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.wire.Sizer;
import io.bellwether.simulation.log.LogFaults;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.network.Traffic;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of our cluster: the world, its programs, and what can be asked of them. */
public final class Cluster {

    private final ClusterSpec spec;
    private final @Nullable Recording recording;
    private final World world;
    private final Directory directory = new Directory();
    private final Sizer sizer = new Sizer();
    private final Sizes sizes;
    private final Watching watching = new SharedWatching();
    private final AgreedLog log;
    private final StateRules rules;
    private final @Nullable Image image;
    private final @Nullable View settledView;
    private final List<Observer> observers = new ArrayList<>();
    private final Observer all = new AllObservers(observers);
    private long appliedIndex;
    private View committedView;

    /** A cluster whose machines are all up; nothing has happened yet. */
    public Cluster(ClusterSpec spec, long seed) {
        this(spec, seed, null, 0);
    }

    /** The same, settled after so many others had joined and left: its counters are those of an older cluster. */
    public Cluster(ClusterSpec spec, long seed, int joinedAndLeft) {
        this(spec, seed, null, joinedAndLeft);
    }

    /** The same, and what one of the machines is given is recorded. */
    public Cluster(ClusterSpec spec, long seed, @Nullable Recording recording) {
        this(spec, seed, recording, 0);
    }

    private Cluster(ClusterSpec spec, long seed, @Nullable Recording recording, int joinedAndLeft) {
        this.spec = spec;
        this.recording = recording;
        this.sizes = new FixedSizes();
        this.rules = StateRules.of(spec.profile());
        this.log = new AgreedLog(spec);
        Network network = new Network(spec.nodes());
        network.latency(spec.latency());
        this.world = new World(seed, network, this::program, new Traffic(spec.nodes(), Cluster::kind));
        if (spec.settled()) {
            ClusterState settled = Settlement.of(this, rules, joinedAndLeft);
            this.image = settled.image();
            this.settledView = settled.view();
            this.committedView = settled.view();
        } else {
            this.image = null;
            this.settledView = null;
            this.committedView = View.empty();
        }
        world.bootAll();
        if (settledView != null) {
            shareWhatEverybodyKnows(settledView);
        }
    }

    // In a cluster that has run for a while everybody has long heard that everybody is well.
    private void shareWhatEverybodyKnows(View view) {
        List<Rumour> known = view.members().stream()
                .map(member -> new Rumour(member.incarnation(), 1, 1, 0, Node.FIRST_HEALTH))
                .toList();
        for (int machine = 0; machine < spec.nodes(); machine++) {
            liveNode(machine).gossip().learn(known, world.nanosOf(machine));
        }
    }

    private static Object kind(Object message) {
        return message instanceof Packet.Datagram(long from, var inner) ? inner.getClass() : message.getClass();
    }

    public ClusterSpec spec() {
        return spec;
    }

    public World world() {
        return world;
    }

    /** Somebody looks on from now. */
    public void observe(Observer observer) {
        observers.add(observer);
    }

    /** What can go wrong with the log at one coordinator. */
    public LogFaults logFaults(int machine) {
        return log.faults(machine);
    }

    /** How often a leader was elected. */
    public int elections() {
        return log.elections();
    }

    /** The node of a machine, or null while it is down. */
    public @Nullable Node node(int machine) {
        return world.condition(machine) == Condition.DOWN ? null : ((MemberProgram) world.program(machine)).node();
    }

    /** The node of a machine that is up. */
    public Node liveNode(int machine) {
        return Objects.requireNonNull(node(machine), () -> "machine %d is down".formatted(machine));
    }

    /** Asks the process of a machine to say good-bye; it goes on until it is ended. Nothing where it is down. */
    public void leave(int machine) {
        if (world.condition(machine) == Condition.UP) {
            ((MemberProgram) world.program(machine)).stopped();
        }
    }

    /** The newest committed view. */
    public View committedView() {
        return committedView;
    }

    /** The replicated state as a coordinator holds it. */
    public ClusterState state(int coordinator) {
        return ((CoordinatorProgram) world.program(coordinator)).state();
    }

    /** The machine that leads, by its own account, with the highest term; -1 if none does. */
    public int leader() {
        int leader = -1;
        long term = -1;
        for (int machine : spec.coordinators()) {
            if (world.condition(machine) == Condition.UP
                    && world.program(machine) instanceof CoordinatorProgram program
                    && program.coordinator().isLeading()
                    && program.term() > term) {
                leader = machine;
                term = program.term();
            }
        }
        return leader;
    }

    /** The name that the process of a machine goes by. */
    public NodeId nodeId(int machine) {
        return identity(machine, 0, world.name(machine)).id();
    }

    /** The machine of an incarnation, -1 if there never was one. */
    public int machineOf(long incarnation) {
        return directory.machine(incarnation);
    }

    /** The name of an incarnation, for people. */
    public String name(long incarnation) {
        int machine = directory.machine(incarnation);
        return machine < 0 ? "?" + incarnation : nodeId(machine) + "#" + incarnation;
    }

    /** The committed member that a machine presently is, or null. */
    public @Nullable Member memberOn(int machine) {
        return committedView.member(nodeId(machine));
    }

    /** Whether all that live are members and not lost, all dead are lost or gone, and all that live follow one view. */
    public boolean isWhole() {
        if (leader() < 0) {
            return false;
        }
        for (int machine = 0; machine < spec.nodes(); machine++) {
            Member member = memberOn(machine);
            boolean right = world.condition(machine) == Condition.DOWN
                    ? member == null || isLost(member)
                    : isIn(machine, member);
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private boolean isLost(Member member) {
        return state(leader()).isLost(member.incarnation());
    }

    private boolean isIn(int machine, @Nullable Member member) {
        Node node = node(machine);
        return node != null
                && member != null
                && !isLost(member)
                && node.stage() == Stage.MEMBER
                && node.incarnation() == member.incarnation()
                && node.view().version() == committedView.version();
    }

    Directory directory() {
        return directory;
    }

    Sizer sizer() {
        return sizer;
    }

    Sizes sizes() {
        return sizes;
    }

    Watching watching() {
        return watching;
    }

    @Nullable
    Recording recording() {
        return recording;
    }

    AgreedLog log() {
        return log;
    }

    Observer observer() {
        return all;
    }

    Identity identity(int machine, int start, int name) {
        String role = spec.isCoordinator(machine) ? "coordinator" : "node";
        return new Identity(
                new NodeId("%s-%04d".formatted(role, name)),
                "m%d-%d".formatted(machine, start),
                Directory.address(machine),
                spec.zone(machine),
                "",
                spec.isCoordinator(machine));
    }

    private Program program(int machine, int start, int name) {
        Identity identity = identity(machine, start, name);
        View view = start == 0 ? settledView : null;
        if (!spec.isCoordinator(machine)) {
            return new MemberProgram(this, identity, view);
        }
        ClusterState state = image == null ? new ClusterState(rules) : ClusterState.restore(rules, image);
        return new CoordinatorProgram(this, identity, view, state);
    }

    /** A coordinator applied an entry. */
    void applied(int machine, long index, Entry entry, Applied applied, ClusterState state) {
        log.applied(machine, index, state.hash());
        if (index <= appliedIndex) {
            return;
        }
        appliedIndex = index;
        committedView = state.view();
        for (ViewDelta delta : applied.deltas()) {
            for (MemberChange change : delta.changes()) {
                if (change instanceof MemberChange.Joined(Member member)) {
                    directory.put(member.incarnation(), Directory.machineAt(member.address()));
                }
            }
        }
        all.committed(index, entry, applied, committedView);
    }

    void operated(long requestId, Outcome outcome) {
        // Operators' requests are answered by the state itself; scenarios look there.
    }
}
