package io.bellwether.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShareTest {

    private static final long SECOND = 1_000_000_000L;

    private final Share share = new Share();

    @Test
    void whatWasFetchedIsUsedUpAndNoMore() {
        assertThat(share.take(0)).isFalse();
        share.fetched(3, 10, 0);

        assertThat(share.remaining()).isEqualTo(13);
        assertThat(share.take(1)).isTrue();
        assertThat(share.take(2)).isTrue();
        assertThat(share.take(3)).isTrue();
        assertThat(share.take(4)).isFalse();
        assertThat(share.remaining()).isEqualTo(10);
    }

    @Test
    void whatIsNotUsedWithinASecondLapses() {
        share.fetched(3, 10, 0);

        assertThat(share.take(SECOND - 1)).isTrue();
        assertThat(share.take(SECOND)).isFalse();
        assertThat(share.remaining()).isEqualTo(10);
    }

    @Test
    void aTwentiethOfASecondIsFetchedAtOnce() {
        assertThat(new Rate(2_000, 4_000).share()).isEqualTo(100);
        assertThat(new Rate(5, 5).share()).isEqualTo(1);
    }

    @Test
    void aRateThatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> new Rate(0, 5)).hasMessageContaining("at least 1 request a second, got 0");
        assertThatThrownBy(() -> new Rate(5, 4)).hasMessageContaining("(4) must not be less than its rate (5)");
    }
}
