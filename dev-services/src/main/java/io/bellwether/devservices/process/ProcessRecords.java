package io.bellwether.devservices.process;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The records of what was started in a {@link Home}, one small file for each node. */
public final class ProcessRecords {

    private static final String SUFFIX = ".process";

    private final Path folder;

    public ProcessRecords(Home home) {
        this.folder = home.run();
    }

    public void write(ProcessRecord entry) {
        var properties = new Properties();
        properties.setProperty("pid", Long.toString(entry.pid()));
        properties.setProperty("startedAt", entry.startedAt().toString());
        properties.setProperty("fingerprint", entry.fingerprint());
        properties.setProperty("port", Integer.toString(entry.port()));
        properties.setProperty("output", entry.output().toString());
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(folder, ".new", null);
            try (var out = Files.newBufferedWriter(fresh)) {
                properties.store(out, null);
            }
            Files.move(fresh, file(entry.node()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartProblem("%s cannot be written (%s)".formatted(file(entry.node()), Home.reason(e)), e);
        }
    }

    /** The record of a node; none when it was never started, was stopped, or its record was cut short. */
    public Optional<ProcessRecord> read(String node) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file(node))) {
            properties.load(in);
            return Optional.of(new ProcessRecord(
                    node,
                    Long.parseLong(properties.getProperty("pid", "")),
                    Instant.parse(properties.getProperty("startedAt", "")),
                    properties.getProperty("fingerprint", ""),
                    Integer.parseInt(properties.getProperty("port", "")),
                    Path.of(properties.getProperty("output", ""))));
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (java.time.DateTimeException | NumberFormatException e) {
            // Not one of ours, or half a file: the process, if there is one, is found by its marker.
            return Optional.empty();
        } catch (IOException e) {
            throw new StartProblem("%s cannot be read (%s)".formatted(file(node), Home.reason(e)), e);
        }
    }

    public List<ProcessRecord> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<ProcessRecord>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                read(name.substring(0, name.length() - SUFFIX.length())).ifPresent(found::add);
            }
        } catch (IOException e) {
            throw new StartProblem("%s cannot be read (%s)".formatted(folder, Home.reason(e)), e);
        }
        found.sort(java.util.Comparator.comparing(ProcessRecord::node));
        return List.copyOf(found);
    }

    public void delete(String node) {
        try {
            Files.deleteIfExists(file(node));
        } catch (IOException e) {
            throw new StartProblem("%s cannot be deleted (%s)".formatted(file(node), Home.reason(e)), e);
        }
    }

    private Path file(String node) {
        return folder.resolve(node + SUFFIX);
    }
}
