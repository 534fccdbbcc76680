package io.bellwether.faults.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bellwether.faults.harness.Views.Entry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How answers become a story with times. */
final class ViewsTest {

    private final Views views = new Views(Duration.ofMillis(50));

    @Test
    void onlyWhatIsNewIsKept() {
        told(10, "HEALTHY", 1);
        told(20, "HEALTHY", 1);
        told(30, "UNREACHABLE", 1);
        assertThat(views.of("one", "two", 0)).extracting(Sighting::nanos).containsExactly(10L, 30L);
    }

    @Test
    void whoLeavesTheViewIsGoneAndMayComeBackAsAnother() {
        told(10, "HEALTHY", 1);
        views.take(20, "one", Map.of());
        views.take(30, "one", Map.of());
        told(40, "RECOVERING", 7);
        assertThat(views.of("one", "two", 0))
                .extracting(Sighting::status, Sighting::incarnation)
                .containsExactly(tuple("HEALTHY", 1L), tuple(Sighting.GONE, 0L), tuple("RECOVERING", 7L));
    }

    @Test
    void aStoryFromAMomentOnBeginsWithWhatHeldThen() {
        told(10, "JOINING", 1);
        told(20, "HEALTHY", 1);
        told(40, "UNREACHABLE", 1);
        assertThat(views.of("one", "two", 30)).extracting(Sighting::nanos).containsExactly(20L, 40L);
        assertThat(views.of("one", "two", 5)).hasSize(3);
        assertThat(views.of("nobody", "two", 5)).isEmpty();
        assertThat(views.first("one", "two", 30, sighting -> sighting.is("HEALTHY")))
                .as("what held already was not first seen after that moment")
                .isEmpty();
        assertThat(views.first("one", "two", 30, sighting -> sighting.is("UNREACHABLE")))
                .map(Sighting::nanos)
                .contains(40L);
    }

    private void told(long nanos, String status, long incarnation) {
        views.take(nanos, "one", Map.of("two", new Entry(status, incarnation)));
    }
}
