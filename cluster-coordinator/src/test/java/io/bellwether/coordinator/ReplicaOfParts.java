package io.bellwether.coordinator;

import io.bellwether.coordinator.config.ConfigStore;
import io.bellwether.coordinator.host.Part;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.registry.Registry;
import io.bellwether.coordinator.storage.ImageCodec;
import io.bellwether.coordinator.storage.LogRecord;
import java.util.ArrayList;
import java.util.List;

/** The parts of one replica, without a log: a test hands it the entries. */
public final class ReplicaOfParts {

    public final Journal journal;
    public final ConfigStore config;
    public final Registry registry;

    private final List<Part> parts;

    public ReplicaOfParts() {
        this(new Journal());
    }

    private ReplicaOfParts(Journal journal) {
        this(journal, new ConfigStore(journal), new Registry(journal));
    }

    public ReplicaOfParts(Journal journal, ConfigStore config, Registry registry) {
        this.journal = journal;
        this.config = config;
        this.registry = registry;
        this.parts = List.of(config, registry, journal);
    }

    /** The answers of those that take it. */
    public List<Object> apply(long index, LogRecord entry) {
        var answers = new ArrayList<Object>();
        for (Part part : parts) {
            if (part.takes(entry.payload())) {
                answers.add(part.apply(index, entry));
            }
        }
        return answers;
    }

    /** Another replica that was made from the images of this one. */
    public ReplicaOfParts copy() {
        var copy = new ReplicaOfParts();
        for (int i = 0; i < parts.size(); i++) {
            copy.parts.get(i).restore(parts.get(i).image());
        }
        return copy;
    }

    public List<Long> hashes() {
        return parts.stream().map(part -> ImageCodec.hash(part.image())).toList();
    }
}
