package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Relay.HeldReport;
import io.bellwether.protocol.message.Message.Report;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest report of every member, as one coordinator holds them. A report replaces all earlier ones of its sender and
 * counts for three beats. Holding state instead of news is what makes deaths at the same moment visible: no report of a
 * dead observer lingers to shield another dead node.
 */
final class ReportBook {

    private final long countsNanos;
    private final Map<Long, Page> pages = new HashMap<>();

    ReportBook(TimingProfile profile) {
        this.countsNanos = profile.reportCountsNanos();
    }

    /** One report. */
    static final class Page {
        final long sender;
        private Report report;
        /** When it was written, by this coordinator's clock and as far as it knows. */
        private long writtenNanos;

        private boolean heardDirectly;
        private boolean accuses;

        private Page(long sender, Report report) {
            this.sender = sender;
            this.report = report;
        }

        Report report() {
            return report;
        }

        long writtenNanos() {
            return writtenNanos;
        }

        /** Whether it holds a bad edge, and its sender does not doubt itself. */
        boolean accuses() {
            return accuses;
        }

        /** What it says of a subject, or null. */
        @Nullable
        EdgeReport edge(long subject) {
            List<EdgeReport> edges = report.edges();
            int low = 0;
            int high = edges.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                EdgeReport edge = edges.get(middle);
                if (edge.subject() == subject) {
                    return edge;
                }
                if (edge.subject() < subject) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return null;
        }
    }

    /** Takes a report that is this old. Returns whether it was news. */
    boolean put(long sender, Report report, long ageNanos, boolean direct, long nowNanos) {
        Page page = pages.get(sender);
        if (page == null) {
            page = new Page(sender, report);
            pages.put(sender, page);
        } else if (report.sequence() <= page.report.sequence()) {
            // The same one by another way: it may prove that the sender also reaches this coordinator itself.
            page.heardDirectly |= direct && report.sequence() == page.report.sequence();
            return false;
        }
        page.report = report;
        page.writtenNanos = nowNanos - ageNanos;
        page.heardDirectly = direct;
        page.accuses = !report.doubt() && anyBad(report.edges());
        return true;
    }

    private static boolean anyBad(List<EdgeReport> edges) {
        for (int i = 0; i < edges.size(); i++) {
            if (edges.get(i).verdict().isBad()) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Page page(long sender) {
        return pages.get(sender);
    }

    /** Whether the sender's report still says something: neither too old nor written in doubt. */
    boolean counts(Page page, long nowNanos) {
        return !page.report.doubt() && isFresh(page, countsNanos, nowNanos);
    }

    /** Whether the sender's report was written within this time. */
    boolean isFresh(@Nullable Page page, long withinNanos, long nowNanos) {
        return page != null && nowNanos - page.writtenNanos <= withinNanos;
    }

    /** What this coordinator heard by itself and another may not have heard. */
    List<HeldReport> toPassOn(View view, long nowNanos) {
        List<HeldReport> held = new ArrayList<>();
        for (int i = 0; i < view.members().size(); i++) {
            Page page = pages.get(view.members().get(i).incarnation());
            if (page != null && page.heardDirectly && isFresh(page, countsNanos, nowNanos)) {
                int ageMillis = (int) ((nowNanos - page.writtenNanos) / 1_000_000);
                held.add(new HeldReport(page.sender, ageMillis, page.report));
            }
        }
        return held;
    }

    /** Reads what another coordinator passed on. */
    void take(Message.Relay relay, View view, long nowNanos) {
        for (HeldReport held : relay.reports()) {
            if (view.member(held.sender()) != null) {
                put(held.sender(), held.report(), held.ageMillis() * 1_000_000L, false, nowNanos);
            }
        }
    }

    /** Forgets those that are no members any more. */
    void retain(View view) {
        pages.keySet().removeIf(sender -> view.member(sender) == null);
    }
}
