package io.bellwether.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Observations;
import io.bellwether.coordinator.host.Replicated;
import io.bellwether.coordinator.host.Urls;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.JournalLine;
import io.bellwether.protocol.membership.Member;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/services}: where each service is, and {@code /api/v1/views}: who knows how much. */
@RestController
final class ViewsController {

    private final Host host;
    private final Journal journal;
    private final Reads reads;

    ViewsController(Host host, Journal journal, Reads reads) {
        this.host = host;
        this.journal = journal;
        this.reads = reads;
    }

    /** All services by name. */
    record Services(long epoch, long version, Map<String, List<Instance>> services) {}

    /**
     * One process of a service.
     *
     * @param url Where members reach it, null if it has not said.
     * @param publicUrl Where the rest of the world does.
     * @param score Its health score, null if it has told none.
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Instance(
            String nodeId,
            @Nullable String url,
            @Nullable String publicUrl,
            String state,
            @Nullable Integer score,
            String zone,
            long incarnation) {}

    /** The state as this coordinator has it, and as the members say that they have it. */
    record Views(long epoch, long version, List<ViewOf> members) {}

    /**
     * What one member holds.
     *
     * @param epoch The epoch it holds, null if it is not known: the journal does not reach back so far.
     * @param version The state version it held at its last report, null if it has not reported.
     * @param behindEpochs How many it lacks.
     * @param behindVersions How many it lacks.
     * @param reportMillis How old that report is.
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ViewOf(
            String nodeId,
            @Nullable Long epoch,
            @Nullable Long version,
            @Nullable Long behindEpochs,
            @Nullable Long behindVersions,
            @Nullable Long reportMillis) {}

    @GetMapping("/api/v1/services")
    Services services(HttpServletRequest request, HttpServletResponse response) {
        Replicated state = reads.begin(request, response);
        Observations seen = host.observations();
        Map<String, List<Instance>> services = new TreeMap<>();
        for (Member member : state.view().members()) {
            MemberInfo told = seen.told(member);
            String service = told == null ? null : told.metadata().get(Urls.SERVICE);
            if (told != null && service != null) {
                services.computeIfAbsent(service, fresh -> new ArrayList<>()).add(instance(member, told, seen));
            }
        }
        return new Services(state.view().epoch(), state.view().version(), services);
    }

    private static Instance instance(Member member, MemberInfo told, Observations seen) {
        return new Instance(
                member.id().name(),
                Urls.internal(told).map(Object::toString).orElse(null),
                Urls.outside(told).map(Object::toString).orElse(null),
                member.status().name(),
                seen.healthScore(member),
                member.zone(),
                member.incarnation());
    }

    @GetMapping("/api/v1/views")
    Views views(HttpServletRequest request, HttpServletResponse response) {
        Replicated state = reads.begin(request, response);
        Observations seen = host.observations();
        var epochs = new Epochs(
                state.view().epoch(),
                state.view().version(),
                journal.after(0, Journal.LINES_MAX).lines());
        return new Views(
                state.view().epoch(),
                state.view().version(),
                state.view().members().stream()
                        .map(member -> view(member, seen.held(member), epochs))
                        .toList());
    }

    private static ViewOf view(Member member, Observations.@Nullable Held held, Epochs epochs) {
        if (held == null) {
            return new ViewOf(member.id().name(), null, null, null, null, null);
        }
        Long epoch = epochs.at(held.version());
        return new ViewOf(
                member.id().name(),
                epoch,
                held.version(),
                epoch == null ? null : (Long) Math.max(0, epochs.current - epoch),
                Math.max(0, epochs.version - held.version()),
                held.ageMillis());
    }

    /** Which epoch a state version belongs to, as far as the journal reaches back. */
    static final class Epochs {

        private final long current;
        private final long version;
        private final TreeMap<Long, Long> byVersion = new TreeMap<>();

        Epochs(long current, long version, List<JournalLine> lines) {
            this.current = current;
            this.version = version;
            for (JournalLine line : lines) {
                if (line.epoch() > 0 && line.isOf("member")) {
                    byVersion.put(line.version(), line.epoch());
                }
            }
        }

        @Nullable
        Long at(long held) {
            if (held >= version) {
                // It may know more than this coordinator has applied yet.
                return current;
            }
            Map.Entry<Long, Long> floor = byVersion.floorEntry(held);
            return floor == null ? null : floor.getValue();
        }
    }
}
