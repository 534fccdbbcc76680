package io.bellwether.it.boards;

import static io.bellwether.it.boards.Board.section;
import static io.bellwether.it.boards.Query.increase;
import static io.bellwether.it.boards.Query.now;
import static io.bellwether.it.boards.Query.over;
import static io.bellwether.it.boards.Query.own;
import static io.bellwether.it.boards.Query.rate;

import java.util.List;

/** The processes as JVMs. */
final class JvmBoard {

    private JvmBoard() {}

    static Board board() {
        return new Board(
                "bellwether-jvm",
                "JVM",
                "Does a process lack memory, processor or time, and since when?",
                """
                Nothing here needs a leader. A process that is not reached has no curve: "Not scraped" counts it, and "Up for"
                shows who was restarted.""",
                false,
                List.of(
                        section("", targets(), youngest(), fullest(), slowest(), files()),
                        section("Memory", heap(), beside(), afterCollection(), buffers()),
                        section("Time", pauses(), overhead(), cpu(), machine()),
                        section("The rest", threads(), classes(), descriptors(), logs())));
    }

    private static Panel targets() {
        return Panel.stat("Not scraped", "none", 5, "no targets", """
                        Processes that Prometheus did not reach at its last scrape; they have no curves below.""")
                .asks(now("count(%s == 0) or vector(0)".formatted(own("up")), ""))
                .step(1, "red");
    }

    private static Panel youngest() {
        return Panel.stat("Youngest process", "s", 5, "nobody answers", """
                        How long ago the process that was started last was started. Minutes where nobody deployed: something
                        crashes.""")
                .asks(now("min(%s)".formatted(own("process_uptime_seconds")), ""))
                .base("blue");
    }

    private static Panel fullest() {
        return Panel.stat("Fullest heap", "percentunit", 5, "nobody answers", """
                        Share of the heap that was still in use after the last collection, at the process where it is the
                        largest. Over 90 % collections come one after the other.""")
                .asks(now("max(%s)".formatted(own("jvm_memory_usage_after_gc")), ""))
                .decimals(0)
                .step(0.75, "orange")
                .step(0.9, "red");
    }

    private static Panel slowest() {
        return Panel.stat("Longest pause of all", "s", 5, "no collection yet", """
                        The longest pause for garbage of the last minutes at any process. One of a second or more is seen by the
                        other members.""")
                .asks(now("max(%s)".formatted(own("jvm_gc_pause_seconds_max")), ""))
                .decimals(3)
                .step(0.5, "orange")
                .step(1, "red");
    }

    private static Panel files() {
        return Panel.stat("Fullest table of files", "percentunit", 4, "nobody answers", """
                        Share of the file descriptors that a process may have which is in use, at the process where it is the
                        largest.""")
                .asks(now(
                        "max(%s / %s)".formatted(own("process_files_open_files"), own("process_files_max_files")), ""))
                .decimals(1)
                .step(0.5, "orange")
                .step(0.8, "red");
    }

    private static Panel heap() {
        return Panel.curves("Heap in use", "bytes", 12, """
                        Heap in use by each process. A saw whose lower edge rises for hours is a leak.""")
                .asks(over(byProcess("sum", own("jvm_memory_used_bytes", "area=\"heap\"")), "{{job}} {{instance}}"));
    }

    private static Panel beside() {
        return Panel.curves("Memory beside the heap", "bytes", 12, """
                        Classes, compiled code and other memory of each JVM outside the heap. It levels off after the
                        start.""")
                .asks(over(byProcess("sum", own("jvm_memory_used_bytes", "area=\"nonheap\"")), "{{job}} {{instance}}"));
    }

    private static Panel afterCollection() {
        return Panel.curves("Heap after a collection", "percentunit", 12, """
                        Share of the heap that was still in use after the last collection: what the program really holds.""")
                .asks(over(byProcess("max", own("jvm_memory_usage_after_gc")), "{{job}} {{instance}}"))
                .to(1)
                .step(0.75, "orange")
                .step(0.9, "red");
    }

    private static Panel buffers() {
        return Panel.curves("Buffers outside the heap", "bytes", 12, """
                        Direct and mapped buffers: what the network and the log of the coordinators hold.""")
                .asks(over(byProcess("sum", own("jvm_buffer_memory_used_bytes")), "{{job}} {{instance}}"));
    }

    private static Panel pauses() {
        return Panel.curves("Longest pause", "s", 12, """
                        The longest pause for garbage of the last minutes at each process, and the silence floor, at which
                        others take it for silent.""")
                .asks(
                        over(byProcess("max", own("jvm_gc_pause_seconds_max")), "{{job}} {{instance}}"),
                        over(
                                "max by (time) (%s)".formatted(own("cluster_timing_seconds", "time=\"silence_floor\"")),
                                "{{time}}"));
    }

    private static Panel overhead() {
        return Panel.curves("Time spent on garbage", "percentunit", 12, """
                        Share of its time that each process stood still for garbage. Over 10 % it has too little memory.""")
                .asks(over(byProcess("sum", rate("jvm_gc_pause_seconds_sum")), "{{job}} {{instance}}"))
                .step(0.1, "orange")
                .emptyWhen("until the first collection of garbage");
    }

    private static Panel cpu() {
        return Panel.curves("Processor", "percentunit", 12, """
                        Share of the processors that each process uses.""")
                .asks(over(byProcess("max", own("process_cpu_usage")), "{{job}} {{instance}}"))
                .to(1);
    }

    private static Panel machine() {
        return Panel.curves("Processor of the machine", "percentunit", 12, """
                        Share of the processors in use by everything, as each process sees it. Near 100 % loops run late and
                        healthy members look ill.""")
                .asks(over(byProcess("max", own("system_cpu_usage")), "{{job}} {{instance}}"))
                .to(1)
                .step(0.9, "orange");
    }

    private static Panel threads() {
        return Panel.curves("Threads", "none", 6, """
                        Live platform threads of each process. They should level off; requests run on virtual threads, which are
                        not counted.""")
                .asks(over(byProcess("max", own("jvm_threads_live_threads")), "{{job}} {{instance}}"));
    }

    private static Panel classes() {
        return Panel.curves("Classes", "none", 6, """
                        Loaded classes of each process. It levels off after the start.""")
                .asks(over(byProcess("max", own("jvm_classes_loaded_classes")), "{{job}} {{instance}}"));
    }

    private static Panel descriptors() {
        return Panel.curves("Open files", "none", 6, """
                        File descriptors in use by each process, connections included. A line that only rises is a leak.""")
                .asks(over(byProcess("max", own("process_files_open_files")), "{{job}} {{instance}}"));
    }

    private static Panel logs() {
        return Panel.curves("Warnings and errors", "short", 6, """
                        Log lines at WARN and ERROR by process; docs/logging.md says what to do about each.""")
                .asks(over(
                        "sum by (job, level) (%s)".formatted(increase("logback_events_total", "level=~\"warn|error\"")),
                        "{{job}} {{level}}"))
                .counted();
    }

    private static String byProcess(String how, String expr) {
        return "%s by (job, instance) (%s)".formatted(how, expr);
    }
}
