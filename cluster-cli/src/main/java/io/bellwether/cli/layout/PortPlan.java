package io.bellwether.cli.layout;

import io.bellwether.devservices.home.FreePorts;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Which node listens where: the documented ports, or free ones that this home then keeps.
 *
 * <p>Free ports are written down, so that later commands in the same home find them without being told.
 */
final class PortPlan {

    private static final String FILE = "ports.properties";
    // A further instance of a service listens this much above the one before.
    private static final int INSTANCE_STEP = 100;
    private static final Map<String, Integer> DOCUMENTED = Map.of(
            "api-gateway-1", 8080,
            "coordinator-1", 8081,
            "log-producer-1", 8082,
            "log-consumer-1", 8083,
            "coordinator-2", 8084,
            "coordinator-3", 8085,
            "postgres", 5432,
            "redis", 6379,
            "kafka", 9092,
            "kafka-controller", 9093);
    // The first instance's; coordinators also agree with each other by connections of their own.
    private static final Map<String, Integer> DATAGRAMS =
            Map.of("coordinator", 7800, "api-gateway", 7810, "log-producer", 7820, "log-consumer", 7840);
    private static final int RAFT = 9800;

    private final Path folder;
    private final Path file;
    private final boolean free;
    private final Map<String, Integer> chosen;

    private PortPlan(Path folder, boolean free, Map<String, Integer> chosen) {
        this.folder = folder;
        this.file = folder.resolve(FILE);
        this.free = free;
        this.chosen = chosen;
    }

    /**
     * The plan of a home.
     *
     * @param wantFree Whether to leave the documented ports from now on.
     */
    static PortPlan of(Home home, boolean wantFree) {
        var chosen = read(home.folder().resolve(FILE));
        return new PortPlan(home.folder(), wantFree || !chosen.isEmpty(), chosen);
    }

    int port(String node) {
        return free ? chosen.computeIfAbsent(node, this::choose) : documented(node);
    }

    /** Where a node receives datagrams of the cluster. */
    int datagrams(String node) {
        return free
                ? chosen.computeIfAbsent(node + "-datagrams", this::choose)
                : Objects.requireNonNull(DATAGRAMS.get(service(node))) + instance(node) - 1;
    }

    /** Where a coordinator listens for the others. */
    int raft(String node) {
        return free ? chosen.computeIfAbsent(node + "-raft", this::choose) : RAFT + instance(node) - 1;
    }

    private static String service(String node) {
        return node.substring(0, node.lastIndexOf('-'));
    }

    private static int instance(String node) {
        return Integer.parseInt(node.substring(node.lastIndexOf('-') + 1));
    }

    private static int documented(String node) {
        var port = DOCUMENTED.get(node);
        if (port != null) {
            return port;
        }
        return documented(service(node) + "-1") + INSTANCE_STEP * (instance(node) - 1);
    }

    private int choose(String node) {
        int port = FreePorts.next(new HashSet<>(chosen.values()));
        var all = new TreeMap<>(chosen);
        all.put(node, port);
        write(all);
        return port;
    }

    private static Map<String, Integer> read(Path file) {
        var chosen = new TreeMap<String, Integer>();
        try (var in = Files.newBufferedReader(file)) {
            var properties = new Properties();
            properties.load(in);
            for (var name : properties.stringPropertyNames()) {
                chosen.put(name, Integer.parseInt(properties.getProperty(name)));
            }
        } catch (NoSuchFileException e) {
            // The usual case: nothing was chosen here.
            return chosen;
        } catch (IOException | NumberFormatException e) {
            throw new StartProblem(
                    "%s, which holds the ports of this system, cannot be read (%s): delete it to choose anew."
                            .formatted(file, e.getMessage()),
                    e);
        }
        return chosen;
    }

    private void write(Map<String, Integer> all) {
        var properties = new Properties();
        all.forEach((name, port) -> properties.setProperty(name, Integer.toString(port)));
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(folder, ".ports", null);
            try (var out = Files.newBufferedWriter(fresh)) {
                properties.store(out, "Chosen by ./bellwether up --free-ports");
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartProblem("%s cannot be written (%s)".formatted(file, Home.reason(e)), e);
        }
    }
}
