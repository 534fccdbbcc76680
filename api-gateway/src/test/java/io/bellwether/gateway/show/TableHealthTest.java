package io.bellwether.gateway.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class TableHealthTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(-3 * SECOND);
    private final AtomicBoolean isComplete = new AtomicBoolean();

    private TableHealth of(BooleanSupplier table) {
        return new TableHealth(table, now::get);
    }

    @Test
    void itIsNotReadyBeforeItHasHeardWhereTheServicesAre() {
        var health = of(isComplete::get);

        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        isComplete.set(true);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsEntry("table", "heard");
    }

    @Test
    void whatWasHeardStaysThoughTheClusterIsLost() {
        var health = of(isComplete::get);
        isComplete.set(true);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        isComplete.set(false);

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whereNobodyTellsItIsReadyAfterTenSecondsAndSaysWhatIsWrong() {
        var health = of(isComplete::get);

        now.addAndGet(10 * SECOND);
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        now.addAndGet(1);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails())
                .hasEntrySatisfying("table", told -> assertThat(told.toString()).startsWith("not heard: "));
    }

    @Test
    void withoutAClusterTheSettingsSayWhereTheyAre() {
        assertThat(new TableHealth(null, now::get).health().getStatus()).isEqualTo(Status.UP);
    }
}
