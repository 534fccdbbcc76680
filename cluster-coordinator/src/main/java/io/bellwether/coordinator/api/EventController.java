package io.bellwether.coordinator.api;

import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.JournalLine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/v1/events}: what happened, page by page or as a stream. */
@RestController
final class EventController {

    private static final int PAGE = 100;
    private static final int PAGE_MAX = 500;
    private static final Pattern TYPE = Pattern.compile("[a-z]{1,20}(\\.[a-z-]{1,20})?");

    private final Journal journal;
    private final EventStreams streams;
    private final JsonMapper json;
    private final Reads reads;

    EventController(Journal journal, EventStreams streams, JsonMapper json, Reads reads) {
        this.reads = reads;
        this.journal = journal;
        this.streams = streams;
        this.json = json;
    }

    /**
     * A page of events.
     *
     * @param next What to give as {@code after} to go on; the same as before where there is nothing yet.
     * @param missed Whether events between {@code after} and the first of these have been forgotten.
     * @param oldest The number of the oldest event that is kept.
     * @param newest The number of the newest.
     */
    record Events(List<EventView> events, long next, boolean missed, long oldest, long newest) {}

    @GetMapping("/api/v1/events")
    Events list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String type,
            HttpServletRequest request,
            HttpServletResponse response)
            throws RefusalException {
        int eventsMax = Numbers.within("limit", limit, 1, PAGE_MAX, PAGE);
        long from = Numbers.within("after", after, 0L, Long.MAX_VALUE, 0);
        String wanted = type(type);
        reads.begin(request, response);
        Journal.Page page = journal.after(from, Journal.LINES_MAX);
        List<JournalLine> taken = page.lines().stream()
                .filter(line -> wanted == null || line.isOf(wanted))
                .limit(eventsMax)
                .toList();
        // Where the page is not full, everything was looked at: lines of other types need not be looked at again.
        long next = taken.size() == eventsMax
                ? taken.getLast().sequence()
                : page.lines().isEmpty() ? from : page.lines().getLast().sequence();
        return new Events(
                taken.stream().map(EventView::of).toList(),
                next,
                after != null && page.isMissingAfter(from),
                page.oldest(),
                page.newest());
    }

    /**
     * Sends events as they come, after those that the reader has missed. The request's thread does it, a virtual one: it
     * waits for events and for the reader, and for nothing that others wait for.
     */
    @GetMapping("/api/v1/events/stream")
    void stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String type,
            HttpServletRequest request,
            HttpServletResponse response)
            throws RefusalException, IOException {
        String wanted = type(type);
        String named = lastEventId == null || lastEventId.isEmpty() ? after : lastEventId;
        long position = named == null
                ? EventStreams.FROM_NOW
                : Numbers.within(named.equals(lastEventId) ? "Last-Event-ID" : "after", named, 0L, Long.MAX_VALUE, 0);
        if (request.getMethod().equals("HEAD")) {
            // Nothing of a stream would reach the reader, and nothing would ever tell that it is gone.
            return;
        }
        try (EventStreams.Place place = streams.enter()) {
            reads.mark(response);
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding("UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // Says to proxies what they would do otherwise: gather bytes.
            response.setHeader("X-Accel-Buffering", "no");
            var sink = new SseSink(response.getOutputStream(), json);
            place.run(position, wanted, sink);
        }
    }

    private static @Nullable String type(@Nullable String sent) throws RefusalException {
        if (sent != null && !TYPE.matcher(sent).matches()) {
            throw ProblemBodies.badParameter("type", "such as member, or member.moved", sent);
        }
        return sent;
    }
}
