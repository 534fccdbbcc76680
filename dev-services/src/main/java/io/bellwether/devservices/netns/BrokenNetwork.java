package io.bellwether.devservices.netns;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A network of nodes on this machine that can be broken on purpose: makes it, breaks it, heals it, removes it. */
public final class BrokenNetwork {

    private static final String FILE = "faults.properties";
    private static final String LOCK = ".faults.lock";
    private static final String CUT = "cut.";
    private static final String LOSS_IN = "loss-in.";
    private static final String LOSS_OUT = "loss-out.";

    private final NodeNetwork network;
    private final Namespaces namespaces;

    private BrokenNetwork(NodeNetwork network) {
        this.network = network;
        this.namespaces = new Namespaces(network);
    }

    /** The network of the system in this folder, planned if it has none. Nothing is made yet. */
    public static BrokenNetwork open(Path folder) {
        Requirements.check();
        return new BrokenNetwork(NodeNetwork.of(folder).orElseGet(() -> NodeNetwork.plan(folder, Namespaces.routes())));
    }

    /** The network of the system in this folder, if it has one. */
    public static Optional<BrokenNetwork> of(Path folder) {
        return NodeNetwork.of(folder).map(BrokenNetwork::new);
    }

    /** What everything of it is called in the lists of the operating system. */
    public String id() {
        return network.id();
    }

    public NodeNetwork network() {
        return network;
    }

    /** Makes what is missing for these nodes. Faults that were put in before stay. */
    public void make(Collection<String> nodes) {
        change(faults -> {
            if (namespaces.existing().isEmpty()) {
                // All is new, as after a restart of the machine: nobody expects old faults in it.
                namespaces.make(nodes);
                return Faults.NONE;
            }
            namespaces.make(nodes);
            return faults;
        });
    }

    /** Removes all of it; what still runs in it is alone from then on. */
    public void remove() {
        Requirements.check();
        namespaces.remove();
        try {
            Files.deleteIfExists(file());
            Files.deleteIfExists(network.folder().resolve(LOCK));
        } catch (IOException e) {
            throw new StartProblem("%s cannot be deleted (%s)".formatted(file(), Home.reason(e)), e);
        }
        network.forget();
    }

    /** What is wrong with it now. */
    public Faults faults() {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file())) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            return Faults.NONE;
        } catch (IOException e) {
            throw new StartProblem(
                    "%s cannot be read (%s): ./bellwether heal writes it anew".formatted(file(), Home.reason(e)), e);
        }
        var cuts = new TreeSet<Cut>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(CUT))
                .map(properties::getProperty)
                .map(pair -> pair.split(">", 2))
                .forEach(pair -> cuts.add(new Cut(pair[0], pair[1])));
        return new Faults(cuts, losses(properties, LOSS_IN), losses(properties, LOSS_OUT));
    }

    private static NavigableMap<String, Integer> losses(Properties properties, String kind) {
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(kind))
                .collect(Collectors.toMap(
                        name -> name.substring(kind.length()),
                        name -> Integer.valueOf(properties.getProperty(name)),
                        (first, second) -> second,
                        TreeMap::new));
    }

    /** Changes what is wrong, for all nodes, and says what holds now. One change at a time, also from several programs. */
    public Faults change(UnaryOperator<Faults> change) {
        Requirements.check();
        var lock = network.folder().resolve(LOCK);
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            var faults = change.apply(faults());
            write(faults);
            namespaces.filter(network.addresses().keySet().stream()
                    .collect(Collectors.toMap(
                            Function.identity(),
                            node -> PacketFilter.rules(network, faults, node),
                            (first, second) -> second,
                            TreeMap::new)));
            return faults;
        } catch (IOException e) {
            throw new StartProblem("%s cannot be locked (%s)".formatted(lock, Home.reason(e)), e);
        }
    }

    private void write(Faults faults) {
        Map<String, String> lines = new TreeMap<>();
        int number = 0;
        for (var cut : faults.cuts()) {
            lines.put(CUT + ++number, cut.from() + ">" + cut.to());
        }
        faults.lossIn().forEach((node, percent) -> lines.put(LOSS_IN + node, percent.toString()));
        faults.lossOut().forEach((node, percent) -> lines.put(LOSS_OUT + node, percent.toString()));
        Lines.write(file(), lines);
    }

    private Path file() {
        return network.folder().resolve(FILE);
    }
}
