package io.bellwether.it.layout;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The table of layers: the modules from the lowest up, the package all their classes live in, and whom they may know. */
enum Module {
    PROTOCOL("cluster-protocol", "io.bellwether.protocol"),
    SIMULATION("cluster-simulation", "io.bellwether.simulation"),
    AGENT("cluster-agent", "io.bellwether.agent"),
    SPRING("cluster-spring-boot", "io.bellwether.spring"),
    DEV_SERVICES("dev-services", "io.bellwether.devservices"),
    COORDINATOR("cluster-coordinator", "io.bellwether.coordinator"),
    PRODUCER("log-producer", "io.bellwether.producer"),
    CONSUMER("log-consumer", "io.bellwether.consumer"),
    GATEWAY("api-gateway", "io.bellwether.gateway"),
    CLI("cluster-cli", "io.bellwether.cli"),
    BENCHMARKS("benchmarks", "io.bellwether.benchmarks"),
    FAULTS("integration-tests", "io.bellwether.faults");

    /** The repository; Maven runs the tests in the folder of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final String folder;
    private final String rootPackage;

    Module(String folder, String rootPackage) {
        this.folder = folder;
        this.rootPackage = rootPackage;
    }

    /** The modules this one may know; docs/architecture.md says why each arrow exists. */
    List<Module> known() {
        return switch (this) {
            case PROTOCOL, DEV_SERVICES -> List.of();
            case SIMULATION, AGENT -> List.of(PROTOCOL);
            case SPRING -> List.of(AGENT, PROTOCOL);
            case COORDINATOR -> List.of(SPRING, AGENT, PROTOCOL);
            case PRODUCER, CONSUMER, GATEWAY -> List.of(SPRING, AGENT);
            case CLI -> List.of(DEV_SERVICES);
            case BENCHMARKS ->
                Arrays.stream(values())
                        .filter(other -> other != this && other != FAULTS)
                        .toList();
            // The processes it breaks are started from their jars: it sees of them what anybody sees.
            case FAULTS -> List.of(PROTOCOL, SIMULATION, DEV_SERVICES);
        };
    }

    String folder() {
        return folder;
    }

    /** The packages of this module, as ArchUnit writes them. */
    String packages() {
        return rootPackage + "..";
    }

    /** The folder of {@link #packages()} below a folder of classes. */
    Path rootPath() {
        return Path.of(rootPackage.replace('.', '/'));
    }

    Path classes() {
        return ROOT.resolve(folder).resolve("target/classes");
    }
}
