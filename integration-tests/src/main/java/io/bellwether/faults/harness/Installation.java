package io.bellwether.faults.harness;

import io.bellwether.devservices.app.AppImage;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the build has left to run: the coordinator's jar, and this module's own, which holds the small member.
 *
 * @param root The repository.
 */
record Installation(Path root) {

    /** The one that this process was built in; {@code bellwether.root} names the repository, here or above otherwise. */
    static Installation here() {
        String named = System.getProperty("bellwether.root");
        Path folder = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        while (folder != null && !Files.isDirectory(folder.resolve("cluster-coordinator"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new StartProblem("No repository of Bellwether is at or above %s: run this through ./bellwether"
                    .formatted(Path.of(named == null ? "" : named).toAbsolutePath()));
        }
        return new Installation(folder);
    }

    /** Where clusters live while they run, and what failed ones leave behind. */
    Path runs() {
        return root.resolve("integration-tests/target/faults");
    }

    Path memberJar() {
        return built("integration-tests/target/integration-tests.jar");
    }

    /** The coordinator as it is run; where the launcher keeps its own, so that it is taken apart and learnt once for both. */
    AppImage coordinator() {
        return new AppImage(
                new Home(root.resolve(".bellwether")).apps().resolve("cluster-coordinator"),
                built("cluster-coordinator/target/cluster-coordinator.jar"));
    }

    /** The archive of the classes that members load. */
    Path memberArchive() {
        return runs().resolve("member.jsa");
    }

    private Path built(String jar) {
        Path path = root.resolve(jar);
        if (!Files.exists(path)) {
            throw new StartProblem(
                    "%s is not built: run this through ./bellwether, or build it with ./mvnw package".formatted(path));
        }
        return path;
    }
}
