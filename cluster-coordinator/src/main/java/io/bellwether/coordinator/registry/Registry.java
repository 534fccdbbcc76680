package io.bellwether.coordinator.registry;

import io.bellwether.coordinator.host.Part;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.News;
import io.bellwether.coordinator.storage.ImageCodec;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.coordinator.storage.Payload.Registry.Register;
import io.bellwether.protocol.state.Command;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The replicated registry. A registration ends at the first entry whose cluster time has reached its end, on every replica
 * at the same; cluster time stands still while there is no leader, so an outage of the coordinators ends none. Changed by
 * the log's thread only; everybody reads {@link #view()}.
 */
public final class Registry implements Part {

    /** The whole registry, for snapshots. */
    private record Image(long clusterNanos, List<Registration> registrations) {}

    private final ImageCodec<Image> codec = new ImageCodec<>(Image.class);
    private final Journal journal;

    private volatile RegistryView view = RegistryView.EMPTY;

    public Registry(Journal journal) {
        this.journal = journal;
    }

    /** The registrations as of the latest entry that was applied here. */
    public RegistryView view() {
        return view;
    }

    @Override
    public String name() {
        return "registry";
    }

    /** Its own entries, and the ticks that carry time while nobody registers. */
    @Override
    public boolean takes(Payload payload) {
        return payload instanceof Payload.Registry
                || (payload instanceof Payload.Membership membership && membership.command() instanceof Command.Tick);
    }

    @Override
    public RegistryAnswer apply(long index, LogRecord entry) {
        // A new leader may count a little behind the old one; time does not go back for that.
        passTime(index, entry, Math.max(entry.clusterNanos(), view.clusterNanos()));
        return switch (entry.payload()) {
            case Register register -> register(index, entry, register);
            case Payload.Membership tick -> new RegistryAnswer.Ticked();
            default -> throw new IllegalStateException("the registry takes no %s".formatted(entry.payload()));
        };
    }

    private void passTime(long index, LogRecord entry, long nanos) {
        RegistryView before = view;
        RegistryView after = before.at(nanos);
        if (after.registrations().size() != before.registrations().size()) {
            for (Registration each : before.registrations().values()) {
                if (!after.registrations().containsKey(each.key())) {
                    journal.tell(index, entry, news("registry.expired", each, "not renewed for %d ms"));
                }
            }
        }
        view = after;
    }

    private RegistryAnswer register(long index, LogRecord entry, Register register) {
        String fault = RegistryLimits.fault(register);
        if (fault != null) {
            return new RegistryAnswer.Refused(false, fault);
        }
        RegistryView now = view;
        Registration before = now.registrations().get(register.service() + "/" + register.instance());
        if (before == null && now.registrations().size() >= RegistryLimits.REGISTRATIONS_MAX) {
            return new RegistryAnswer.Refused(
                    true, "%d registrations stand, which is the most".formatted(RegistryLimits.REGISTRATIONS_MAX));
        }
        var registration = new Registration(
                register.service(),
                register.instance(),
                register.host(),
                register.port(),
                register.health(),
                register.metadata(),
                register.ttlMillis(),
                now.clusterNanos() + TimeUnit.MILLISECONDS.toNanos(register.ttlMillis()),
                before == null ? entry.wallMillis() : before.sinceWallMillis());
        view = now.with(registration);
        if (before == null) {
            journal.tell(index, entry, news("registry.registered", registration, "for %d ms"));
        } else if (!registration.saysTheSameAs(before)) {
            journal.tell(index, entry, news("registry.changed", registration, "for %d ms"));
        }
        return new RegistryAnswer.Registered(registration, before == null, now.clusterNanos());
    }

    private static News news(String type, Registration about, String clause) {
        return new News(type, about.key(), 0, about.health().name(), clause.formatted(about.ttlMillis()));
    }

    @Override
    public byte[] image() {
        RegistryView now = view;
        return codec.encode(
                new Image(now.clusterNanos(), List.copyOf(now.registrations().values())));
    }

    @Override
    public void restore(byte @Nullable [] bytes) {
        Image image = bytes == null ? new Image(0, List.of()) : codec.decode(bytes);
        var registrations = new TreeMap<String, Registration>();
        image.registrations().forEach(each -> registrations.put(each.key(), each));
        view = new RegistryView(image.clusterNanos(), registrations);
    }
}
