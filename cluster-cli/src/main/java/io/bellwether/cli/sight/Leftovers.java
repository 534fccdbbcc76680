package io.bellwether.cli.sight;

import io.bellwether.cli.layout.Marker;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.netns.NodeNetwork;
import io.bellwether.devservices.process.ProcessRecord;
import io.bellwether.devservices.process.ProcessRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What launchers that died have left on this machine.
 *
 * @param strays Processes that no home knows of.
 * @param networks Networks of nodes in which nothing runs.
 */
public record Leftovers(List<Stray> strays, List<StrayNetwork> networks) {

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final String PREFIX = "bw-";

    public Leftovers {
        strays = List.copyOf(strays);
        networks = List.copyOf(networks);
    }

    /**
     * A process.
     *
     * @param ours Whether it belongs to the home that was asked about.
     */
    public record Stray(long pid, String node, Path home, boolean ours) {}

    /** A network, by what everything of it is called. */
    public record StrayNetwork(String id, int namespaces, boolean ours) {}

    /** Looks for them. */
    public static Leftovers look(Home home) {
        return new Leftovers(strays(home), networks(home));
    }

    private static List<Stray> strays(Home home) {
        Set<Long> known =
                new ProcessRecords(home).all().stream().map(ProcessRecord::pid).collect(Collectors.toSet());
        var strays = new ArrayList<Stray>();
        ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .forEach(process -> Marker.among(ProcessSettings.arguments(process.pid()))
                        .ifPresent(marker -> {
                            boolean ours = marker.home().equals(home.folder());
                            if (ours ? !known.contains(process.pid()) : !Files.isDirectory(marker.home())) {
                                strays.add(new Stray(process.pid(), marker.node(), marker.home(), ours));
                            }
                        }));
        return strays;
    }

    private static List<StrayNetwork> networks(Home home) {
        if (!Files.isDirectory(NAMESPACES)) {
            return List.of();
        }
        var byNetwork = new TreeMap<String, List<Path>>();
        try (Stream<Path> files = Files.list(NAMESPACES)) {
            files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .forEach(file -> byNetwork
                            .computeIfAbsent(network(file), fresh -> new ArrayList<>())
                            .add(file));
        } catch (IOException e) {
            // Not ours to look at: then we have not made any.
            return List.of();
        }
        return byNetwork.isEmpty() ? List.of() : unused(byNetwork, NodeNetwork.id(home.folder()));
    }

    private static List<StrayNetwork> unused(Map<String, List<Path>> byNetwork, String ours) {
        var used = namespacesInUse();
        return byNetwork.entrySet().stream()
                .filter(network -> network.getValue().stream().noneMatch(file -> used.contains(inode(file))))
                .map(network -> new StrayNetwork(
                        network.getKey(),
                        network.getValue().size(),
                        network.getKey().equals(ours)))
                .toList();
    }

    /** {@code bw-0123abcd} of {@code bw-0123abcd-log-producer-1}. */
    private static String network(Path namespace) {
        var name = namespace.getFileName().toString();
        int end = name.indexOf('-', PREFIX.length());
        return end < 0 ? name : name.substring(0, end);
    }

    private static Set<String> namespacesInUse() {
        return ProcessHandle.allProcesses()
                .map(process -> Path.of("/proc", Long.toString(process.pid()), "ns", "net"))
                .map(Leftovers::inode)
                .collect(Collectors.toSet());
    }

    private static String inode(Path namespace) {
        try {
            return String.valueOf(Files.getAttribute(namespace, "unix:ino"));
        } catch (IOException | UnsupportedOperationException e) {
            // A process that has ended, or one that is not ours to look at.
            return "";
        }
    }
}
