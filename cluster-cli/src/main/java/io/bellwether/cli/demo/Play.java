package io.bellwether.cli.demo;

import io.bellwether.cli.terminal.Terminal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The play: load, a pause, a crash, a leader that is gone, and a recovery. Nothing that is told is written beforehand: each
 * line says what was seen, and after how long.
 */
public final class Play {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(8);
    private static final Duration BETWEEN = Duration.ofSeconds(4);
    private static final String PAUSED = "log-producer-2";
    private static final String KILLED = "log-producer-3";
    private static final List<String> PRODUCERS = List.of("log-producer-1", PAUSED, KILLED);
    private static final double FAILED_MAX = 0.01;

    private final Narrator narrator;
    private final Watch watch;
    private final Stagehand stagehand;
    private final URI gateway;
    private final int perSecond;
    private boolean isAsPromised = true;

    public Play(Terminal terminal, Stagehand stagehand, URI gateway, List<URI> coordinators, int perSecond) {
        this.narrator = new Narrator(terminal);
        this.watch = new Watch(gateway, coordinators);
        this.stagehand = stagehand;
        this.gateway = gateway;
        this.perSecond = perSecond;
    }

    /** Gives it; whether everything was as promised. */
    public boolean give() {
        narrator.tell("The console shows all of this: %s/".formatted(gateway));
        try (var traffic = new Traffic(gateway)) {
            load(traffic);
            pause(traffic);
            crash(traffic);
            leader(traffic);
            recovery(traffic);
            sum(traffic.count());
        } finally {
            // Whatever happened: nothing stays stopped or cut off.
            stagehand.heal();
        }
        List.of(PAUSED, KILLED).forEach(stagehand::forgive);
        return isAsPromised;
    }

    private void load(Traffic traffic) {
        narrator.scene("1  Load");
        traffic.begin(perSecond);
        narrator.tell("%d lines of log a second go through the gateway to three producers".formatted(perSecond));
        watch.pass(LOOK);
        tellShares();
    }

    private void pause(Traffic traffic) {
        narrator.scene("2  A pause");
        var before = traffic.count();
        stagehand.pause(PAUSED);
        narrator.tell("%s is stopped (SIGSTOP), as a long garbage collection would: connections stay, nothing answers"
                .formatted(PAUSED));
        after("the gateway sends it next to nothing", Duration.ofSeconds(5), sight -> sight.percent(PAUSED) <= 2);
        after("it is suspected", PATIENCE, sight -> !sight.standing(PAUSED).equals("WELL"));
        after(
                "a majority has agreed: UNREACHABLE",
                PATIENCE,
                sight -> sight.state(PAUSED).equals("UNREACHABLE"));
        narrator.tell("why: %s".formatted(watch.look().cause(PAUSED)));
        stagehand.resume(PAUSED);
        narrator.tell("%s goes on".formatted(PAUSED));
        after(
                "it is heard again: RECOVERING, with a growing share",
                PATIENCE,
                sight -> sight.state(PAUSED).equals("RECOVERING"));
        tellFailed(traffic.count().since(before));
        watch.pass(BETWEEN);
    }

    private void crash(Traffic traffic) {
        narrator.scene("3  A crash");
        var before = traffic.count();
        stagehand.kill(KILLED);
        narrator.tell("%s is killed (kill -9)".formatted(KILLED));
        after("the gateway sends it nothing", Duration.ofSeconds(5), sight -> sight.percent(KILLED) == 0);
        after(
                "a majority has agreed: UNREACHABLE",
                PATIENCE,
                sight -> sight.state(KILLED).equals("UNREACHABLE"));
        after(
                "nobody has heard it for the failure timeout: it is no member any more",
                PATIENCE,
                sight -> sight.state(KILLED).equals("ABSENT"));
        tellFailed(traffic.count().since(before));
        tellShares();
        stagehand.start(KILLED);
        after(
                "it is started again and is a member, RECOVERING",
                PATIENCE,
                sight -> sight.state(KILLED).equals("RECOVERING"));
    }

    private void leader(Traffic traffic) {
        Optional<String> leader = watch.look().leader();
        if (leader.isEmpty()) {
            isAsPromised = false;
            narrator.bad("nobody leads, so nobody can be taken away");
            return;
        }
        var before = traffic.count();
        long term = watch.look().term();
        if (stagehand.canCut()) {
            narrator.scene("4  A partition");
            stagehand.cut(List.of(leader.get()));
            narrator.tell("%s, which leads in term %d, is cut off from everybody".formatted(leader.get(), term));
        } else {
            narrator.scene("4  The leader is gone");
            narrator.tell(
                    "Nodes share one network here, so nothing can be cut (./bellwether up --netns can): it is stopped instead");
            stagehand.pause(leader.get());
            narrator.tell("%s, which leads in term %d, is stopped".formatted(leader.get(), term));
        }
        after(
                "another leads",
                PATIENCE,
                sight -> sight.hasQuorum()
                        && sight.term() > term
                        && sight.leader()
                                .filter(other -> !other.equals(leader.get()))
                                .isPresent());
        watch.look()
                .leader()
                .ifPresent(other -> narrator.tell(
                        "%s leads in term %d".formatted(other, watch.look().term())));
        watch.pass(BETWEEN);
        if (stagehand.canCut()) {
            stagehand.heal();
            narrator.tell("the cut is mended");
        } else {
            stagehand.resume(leader.get());
            narrator.tell("%s goes on, and follows".formatted(leader.get()));
        }
        tellFailed(traffic.count().since(before));
    }

    private void recovery(Traffic traffic) {
        narrator.scene("5  Recovery");
        var before = traffic.count();
        after("everybody is HEALTHY", RECOVERY, Sight::isAllHealthy);
        after(
                "all three producers get their share again",
                RECOVERY,
                sight -> PRODUCERS.stream().allMatch(producer -> sight.percent(producer) >= 20));
        tellShares();
        tellFailed(traffic.count().since(before));
    }

    private void sum(Traffic.Count count) {
        narrator.scene("What became of it");
        double share = (double) count.failed() / Math.max(1, count.sent());
        String text = "%,d lines were sent, %d failed (%.2f %%); the slowest took %s"
                .formatted(count.sent(), count.failed(), share * 100, Narrator.seconds(count.slowest()));
        if (share <= FAILED_MAX) {
            narrator.good(text);
        } else {
            isAsPromised = false;
            narrator.bad(text);
        }
    }

    private void after(String what, Duration limit, Predicate<Sight> isSo) {
        Optional<Duration> time = watch.until(limit, isSo);
        if (time.isPresent()) {
            narrator.good("after %s %s".formatted(Narrator.seconds(time.get()), what));
        } else {
            isAsPromised = false;
            narrator.bad("not within %s: %s".formatted(Narrator.seconds(limit), what));
        }
    }

    private void tellShares() {
        Sight sight = watch.look();
        narrator.tell("shares: %s"
                .formatted(String.join(
                        ", ",
                        PRODUCERS.stream()
                                .map(producer -> "%s %d %%".formatted(producer, sight.percent(producer)))
                                .toList())));
    }

    private void tellFailed(Traffic.Count count) {
        narrator.tell("of %,d lines in this scene %d failed".formatted(count.sent(), count.failed()));
    }
}
