package io.bellwether.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.quorum.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A node that is called when it asked for it does the same, at the same moments, as one that is called all the time: no
 * rule waits for a call that nobody was asked for.
 */
final class NodeDeadlineTest {

    private static final int MEMBERS = 14;

    private record Moment(long nanos, String effect) {}

    /** What a node does while this happens to it. */
    private static List<Moment> done(boolean allTheTime, Consumer<Puppets> story) {
        Puppets puppets = new Puppets();
        puppets.calledEveryNanos = allTheTime ? Puppets.MILLI : 0;
        puppets.in(MEMBERS).passMillis(10_000);
        List<Moment> moments = new ArrayList<>();
        puppets.onEffect = effect -> moments.add(new Moment(puppets.now - Puppets.START, effect.toString()));
        story.accept(puppets);
        return moments;
    }

    private static List<Moment> doneTheSame(Consumer<Puppets> story) {
        return theSame(done(false, story), done(true, story));
    }

    private static List<Moment> theSame(List<Moment> asked, List<Moment> always) {
        int same = 0;
        while (same < Math.min(asked.size(), always.size()) && asked.get(same).equals(always.get(same))) {
            same++;
        }
        assertThat(asked.subList(same, Math.min(same + 3, asked.size())))
                .as("what was done when asked for, from effect %d on", same)
                .isEqualTo(always.subList(same, Math.min(same + 3, always.size())));
        return asked;
    }

    /** Bad edges are told to others with whatever the node does next; what it does on time is all the rest. */
    private static List<Moment> withoutGossip(List<Moment> moments) {
        return moments.stream()
                .filter(moment -> !moment.effect().contains("=Rumours[")
                        && !moment.effect().contains("=Gossip["))
                .toList();
    }

    private static boolean happened(List<Moment> moments, String what) {
        return moments.stream().anyMatch(moment -> moment.effect().contains(what));
    }

    @Test
    void whenNoCoordinatorAnswers() {
        List<List<Moment>> moments = new ArrayList<>();
        for (boolean allTheTime : List.of(false, true)) {
            Puppets puppets = new Puppets();
            puppets.calledEveryNanos = allTheTime ? Puppets.MILLI : 0;
            List<Moment> asks = new ArrayList<>();
            puppets.onEffect = effect -> asks.add(new Moment(puppets.now - Puppets.START, effect.toString()));
            puppets.passMillis(1);
            for (int i = 0; i < 6; i++) {
                puppets.step(new NodeInput.Unanswered());
                puppets.passMillis(4_000);
            }
            moments.add(asks);
        }
        assertThat(theSame(moments.getFirst(), moments.getLast())).hasSizeGreaterThan(5);
    }

    @Test
    void inQuietTimes() {
        assertThat(doneTheSame(puppets -> puppets.passMillis(10_000))).hasSizeGreaterThan(100);
    }

    @Test
    void whenNeighboursFallSilentOneByOneAndAllReturn() {
        Consumer<Puppets> story = puppets -> {
            for (long silent = 2; silent <= MEMBERS; silent++) {
                puppets.beating.remove(silent);
                puppets.passMillis(700);
            }
            puppets.passMillis(10_000);
            for (long back = 2; back <= MEMBERS; back++) {
                puppets.beating.add(back);
            }
            puppets.passMillis(10_000);
        };
        List<Moment> moments = theSame(withoutGossip(done(false, story)), withoutGossip(done(true, story)));
        assertThat(happened(moments, "SILENT")).isTrue();
        assertThat(happened(moments, "doubt=true")).isTrue();
    }

    @Test
    void whenEvidenceOfALeaderGrowsOldAndComesBack() {
        List<Moment> moments = doneTheSame(puppets -> {
            puppets.freshness = Freshness.UNKNOWN;
            puppets.passMillis(12_000);
            puppets.freshness = new Freshness(2, 3, 0);
            puppets.passMillis(3_000);
        });
        assertThat(happened(moments, "" + Mode.READ_ONLY)).isTrue();
        assertThat(happened(moments, "" + Mode.READ_WRITE)).isTrue();
    }

    @Test
    void whenOthersTellNewsAndAreAhead() {
        List<Moment> moments = doneTheSame(puppets -> {
            var news = new Rumour(5, 1, 1, 10, new Rumour.Profile(List.of(new Rumour.Profile.Entry("a", "b"))));
            puppets.step(new NodeInput.Received(4, new Message.Rumours(List.of(news))));
            puppets.passMillis(3_000);
            var ahead = new Message.Gossip(MEMBERS, MEMBERS + 3L, 7, false, Freshness.UNKNOWN, List.of());
            puppets.step(new NodeInput.Received(4, ahead));
            puppets.passMillis(8_000);
        });
        assertThat(happened(moments, "DeltasWanted")).isTrue();
    }
}
