package io.bellwether.devservices.netns;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.node.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The plan of a home's network: what it is called and which node has which address. It is written down before anything
 * of it is made, so that whoever comes after a crash knows what to remove.
 */
public final class NodeNetwork {

    /** This machine's own place in it. */
    static final int HOST = 1;

    private static final int FIRST_NODE = 10;
    private static final int LAST_NODE = 254;
    private static final String FILE = "network.properties";
    private static final String SUBNET = "subnet";
    private static final String NODE = "node.";
    private static final String NAMESPACES = "/run/netns/";

    private final Path folder;
    private final String id;
    private final Subnet subnet;
    private final NavigableMap<String, Integer> places;

    private NodeNetwork(Path folder, Subnet subnet, NavigableMap<String, Integer> places) {
        this.folder = folder;
        this.id = id(folder);
        this.subnet = subnet;
        this.places = places;
    }

    /** The network of the system in this folder, if it has one. */
    public static Optional<NodeNetwork> of(Path folder) {
        var file = folder.resolve(FILE);
        try (var in = Files.newBufferedReader(file)) {
            var properties = new Properties();
            properties.load(in);
            var places = new TreeMap<String, Integer>();
            properties.stringPropertyNames().stream()
                    .filter(name -> name.startsWith(NODE))
                    .forEach(name ->
                            places.put(name.substring(NODE.length()), Integer.valueOf(properties.getProperty(name))));
            return Optional.of(
                    new NodeNetwork(folder, new Subnet(Integer.parseInt(properties.getProperty(SUBNET))), places));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new StartProblem(
                    "%s, which holds the addresses of the nodes, cannot be read (%s): end what runs with ./bellwether down, delete the file and start again"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /**
     * Plans the network of a system that has none.
     *
     * @param routes What {@code ip route} printed, so that it takes nobody's addresses.
     */
    static NodeNetwork plan(Path folder, List<String> routes) {
        int preferred = Integer.parseUnsignedInt(id(folder).substring(3), 16) & (Subnet.NUMBERS - 1);
        var network = new NodeNetwork(folder, Subnet.free(preferred, routes), new TreeMap<>());
        network.write();
        return network;
    }

    /** What everything of it is called: a name for each home, short enough for an interface. */
    String id() {
        return id;
    }

    Subnet subnet() {
        return subnet;
    }

    /** All addresses, by node. */
    public synchronized NavigableMap<String, String> addresses() {
        var addresses = new TreeMap<String, String>();
        places.forEach((node, place) -> addresses.put(node, subnet.address(place)));
        return addresses;
    }

    /** Where this machine's own programs speak to the nodes from. */
    public String hostAddress() {
        return subnet.address(HOST);
    }

    /** Where a node runs; a new one is given the next address. */
    public Place place(String node) {
        return new Place(
                subnet.address(number(node)), List.of("nsenter", "--net=" + NAMESPACES + namespace(node), "--"));
    }

    /** The last part of a node's address. */
    synchronized int number(String node) {
        var known = places.get(node);
        if (known != null) {
            return known;
        }
        int number = places.values().stream().mapToInt(Integer::intValue).max().orElse(FIRST_NODE - 1) + 1;
        if (number > LAST_NODE) {
            throw new StartProblem("A network holds %d nodes, and %s would be one more: ./bellwether down begins anew"
                    .formatted(LAST_NODE - FIRST_NODE + 1, node));
        }
        places.put(node, number);
        write();
        return number;
    }

    String namespace(String node) {
        return id + "-" + node;
    }

    /** The namespace with the bridge: no rule of this machine's own firewall passes judgement there. */
    String bridgeNamespace() {
        return id + "-bridge";
    }

    /** Forgets the plan; what was made by it must be gone by then. */
    void forget() {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new StartProblem("%s cannot be deleted (%s)".formatted(folder.resolve(FILE), Home.reason(e)), e);
        }
    }

    Path folder() {
        return folder;
    }

    /** What the network of a home in this folder is called, whether there is one or not. */
    public static String id(Path folder) {
        var sum = new CRC32();
        sum.update(folder.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return "bw-" + HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private void write() {
        var lines = new TreeMap<>(Map.of(SUBNET, Integer.toString(subnet.number())));
        places.forEach((node, number) -> lines.put(NODE + node, Integer.toString(number)));
        Lines.write(folder.resolve(FILE), lines);
    }
}
