package io.bellwether.cli.command;

import io.bellwether.cli.bundle.ClusterParts;
import io.bellwether.cli.bundle.Part;
import io.bellwether.cli.bundle.ProcessParts;
import io.bellwether.cli.doctor.Diagnosis;
import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.Glance;
import io.bellwether.cli.sight.Machine;
import io.bellwether.cli.sight.Sight;
import io.bellwether.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is known of a system that is not well, at a glance and in parts. */
final class Summary {

    private static final int EVENTS_SHOWN = 20;

    private final ClusterContext context;
    private final Sight sight;
    private final Diagnosis diagnosis;

    Summary(ClusterContext context, Sight sight, Diagnosis diagnosis) {
        this.context = context;
        this.sight = sight;
        this.diagnosis = diagnosis;
    }

    /** For people: findings, processes, members, the last events. */
    void print(Terminal terminal) {
        var out = terminal.out();
        new DoctorText(terminal, false).print(diagnosis, sight);
        if (!context.isElsewhere()) {
            out.printf("%n%s%n", terminal.strong("Processes"));
            new StatusTable(terminal).print(SystemStatus.look(context.home(), context.layout()));
        }
        var cluster = sight.cluster();
        if (cluster != null && cluster.isSeen()) {
            new ClusterStatus(cluster.status(), "").print(terminal, Instant.now());
            events(terminal, cluster);
        }
        out.flush();
    }

    /** The last of each member, from the explanations: they are here already, whoever has died since. */
    private static void events(Terminal terminal, ClusterSight cluster) {
        var bySequence = new java.util.TreeMap<Long, JsonNode>();
        cluster.explanations()
                .values()
                .forEach(why -> why.path("events")
                        .forEach(event -> bySequence.put(event.path("sequence").asLong(), event)));
        if (bySequence.isEmpty()) {
            return;
        }
        terminal.out().printf("%n%s%n", terminal.strong("Last events of members"));
        var lines = new EventLines(terminal, Instant.now(), ZoneId.systemDefault());
        bySequence.values().stream()
                .skip(Math.max(0, bySequence.size() - EVENTS_SHOWN))
                .forEach(event -> terminal.out().println(lines.full(event)));
    }

    /** For programs: the findings, and the cluster as it tells itself. */
    String json() {
        var all = new LinkedHashMap<String, Object>(DoctorJson.fields(diagnosis));
        var cluster = sight.cluster();
        if (cluster != null && cluster.isSeen()) {
            all.put("cluster", cluster.status());
        }
        return pretty(all);
    }

    /** Everything, each part for itself. */
    List<Part> parts(Duration limit) {
        var parts = new ArrayList<Part>();
        parts.add(new Part("summary.txt", this::text));
        parts.add(Part.of("doctor.json", pretty(DoctorJson.fields(diagnosis))));
        parts.add(Part.of("machine.json", pretty(machine())));
        var local = sight.local();
        if (local != null) {
            var home = context.home();
            parts.add(new Part(
                    "processes.json",
                    () -> StatusJson.of(SystemStatus.look(home, context.layout()), ClusterStatus.NONE)));
            parts.addAll(ProcessParts.of(home, local, limit));
        }
        var cluster = sight.cluster();
        if (cluster != null) {
            parts.addAll(ClusterParts.of(new Glance(limit), cluster));
        }
        return parts;
    }

    private String text() {
        var bytes = new ByteArrayOutputStream();
        print(Terminal.plain(new PrintStream(bytes, false, StandardCharsets.UTF_8)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Map<String, Object> machine() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("bellwether", Verbs.VERSION);
        facts.put("java", Runtime.version().toString());
        facts.put("javaVendor", System.getProperty("java.vendor"));
        facts.put("wallClock", Instant.now().toString());
        facts.put("zone", ZoneId.systemDefault().toString());
        var machine = sight.machine();
        if (machine != null) {
            put(facts, machine);
        }
        return facts;
    }

    private static void put(Map<String, Object> facts, Machine machine) {
        facts.put("system", machine.system());
        facts.put("cores", machine.cores());
        facts.put("load", machine.load());
        facts.put("memoryBytes", machine.memoryBytes());
        facts.put("memoryFreeBytes", machine.memoryFreeBytes());
        facts.put("openFilesMax", machine.openFilesMax());
        facts.put("folder", machine.folder().toString());
        facts.put("diskFreeBytes", machine.diskFreeBytes());
    }

    private static String pretty(Map<String, Object> fields) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(fields);
    }
}
