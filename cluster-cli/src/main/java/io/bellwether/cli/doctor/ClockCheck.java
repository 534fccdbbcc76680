package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.MemberSight;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the wall clocks of the members are apart. They decide nothing: every duration runs on monotonic clocks, which
 * cannot be compared between processes. But people put logs side by side by them.
 */
final class ClockCheck {

    static final double NOTE_SECONDS = 1;
    static final double WARN_SECONDS = 30;

    private static final String NAME = "clock";
    private static final String HERE = "this machine";
    private static final double MILLIS = 1000.0;
    /** A header tells whole seconds, cut off. */
    private static final double HALF_A_SECOND = 0.5;

    private ClockCheck() {}

    /**
     * A clock beside that of this machine.
     *
     * @param aheadSeconds How far it is ahead.
     * @param giveSeconds By how much that may be wrong.
     */
    record Clock(String node, double aheadSeconds, double giveSeconds) {}

    /** What an answer tells of its sender's clock: to the millisecond if it exports it, else by the header of its answer. */
    static Optional<Clock> clock(MemberSight member) {
        var seen = member.seen();
        double sent = seen.sentMillis() / MILLIS;
        double got = seen.gotMillis() / MILLIS;
        double middle = (sent + got) / 2;
        double give = (got - sent) / 2;
        var told = member.metrics().value("cluster_wall_clock_seconds");
        if (told.isPresent()) {
            return Optional.of(new Clock(member.node(), told.getAsDouble() - middle, give));
        }
        try {
            long date = ZonedDateTime.parse(seen.date(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toEpochSecond();
            return Optional.of(new Clock(member.node(), date + HALF_A_SECOND - middle, give + HALF_A_SECOND));
        } catch (DateTimeException e) {
            // No such header: this one's clock is not known.
            return Optional.empty();
        }
    }

    /** Judges them. The one in the middle counts as right. */
    static List<Finding> judge(List<Clock> members) {
        if (members.isEmpty()) {
            return List.of();
        }
        var clocks = new ArrayList<>(members);
        clocks.add(new Clock(HERE, 0, 0));
        double right = clocks.stream()
                .mapToDouble(Clock::aheadSeconds)
                .sorted()
                .skip(clocks.size() / 2)
                .findFirst()
                .orElse(0);
        double give = clocks.stream().mapToDouble(Clock::giveSeconds).max().orElse(0);
        var findings = new ArrayList<Finding>();
        for (var clock : clocks) {
            double off = clock.aheadSeconds() - right;
            double sure = Math.abs(off) - clock.giveSeconds() - give;
            if (sure > NOTE_SECONDS) {
                findings.add(apart(clock, off, sure > WARN_SECONDS));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    Topic.CLOCKS,
                    NAME,
                    "all members",
                    String.format(
                            Locale.ROOT,
                            "wall clocks of %d members agree within %.1f s, as far as can be told",
                            members.size(),
                            2 * give)));
        }
        return findings;
    }

    private static Finding apart(Clock clock, double off, boolean far) {
        return new Finding(
                Topic.CLOCKS,
                NAME,
                clock.node(),
                far ? Level.WARN : Level.NOTE,
                String.format(
                        Locale.ROOT,
                        "the wall clock of %s is %.1f s %s (give or take %.1f s)",
                        clock.node(),
                        Math.abs(off),
                        off > 0 ? "ahead" : "behind",
                        clock.giveSeconds()),
                "It decides nothing in the cluster, where all times are monotonic; but its log lines and times of events do not fit those of others.",
                "Set it right with NTP (chronyc tracking, timedatectl). Nothing has to be stopped for it.");
    }
}
