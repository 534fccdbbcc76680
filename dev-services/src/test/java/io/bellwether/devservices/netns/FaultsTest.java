package io.bellwether.devservices.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final EnumSet<Way> BOTH = EnumSet.allOf(Way.class);

    @Test
    void aPartitionCutsBothWaysBetweenTheSidesAndNothingWithinThem() {
        var faults = Faults.NONE.partition(List.of("a", "b"), List.of("c"));
        assertThat(faults.cuts())
                .containsExactly(new Cut("a", "c"), new Cut("b", "c"), new Cut("c", "a"), new Cut("c", "b"));
        assertThat(faults.sentences())
                .containsExactly("nothing passes between a and c", "nothing passes between b and c");
    }

    @Test
    void aDeafNodeSpeaksAndAMuteOneHears() {
        assertThat(Faults.NONE
                        .partition(List.of("a"), List.of("b"), EnumSet.of(Way.IN))
                        .cuts())
                .containsExactly(new Cut("b", "a"));
        var mute = Faults.NONE.partition(List.of("a"), List.of("b"), EnumSet.of(Way.OUT));
        assertThat(mute.cuts()).containsExactly(new Cut("a", "b"));
        assertThat(mute.sentences()).containsExactly("nothing passes from a to b");
    }

    @Test
    void cutsAddUp() {
        var faults = Faults.NONE.partition(List.of("a"), List.of("b")).partition(List.of("b"), List.of("c"));
        assertThat(faults.cuts()).hasSize(4);
    }

    @Test
    void lossIsWhatWasSaidLast() {
        var faults = Faults.NONE.loss("a", 80, BOTH).loss("a", 20, EnumSet.of(Way.OUT));
        assertThat(faults.sentences())
                .containsExactly("80 % of the packets to a are lost", "20 % of the packets from a are lost");
        assertThat(faults.loss("a", 0, BOTH).isEmpty()).isTrue();
        assertThatThrownBy(() -> Faults.NONE.loss("a", 101, BOTH)).hasMessage("loss must be 0 to 100 percent, got 101");
    }

    @Test
    void healingANodeEndsWhatItHasAPartInAndNothingElse() {
        var faults = Faults.NONE
                .partition(List.of("a"), List.of("b", "c"))
                .partition(List.of("b"), List.of("c"))
                .loss("a", 80, BOTH)
                .loss("b", 10, EnumSet.of(Way.IN));
        assertThat(faults.heal(List.of("a")).sentences())
                .containsExactly("nothing passes between b and c", "10 % of the packets to b are lost");
    }
}
