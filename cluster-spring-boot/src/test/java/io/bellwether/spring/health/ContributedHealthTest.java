package io.bellwether.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.health.HealthInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

final class ContributedHealthTest {

    private final DefaultHealthContributorRegistry registry = new DefaultHealthContributorRegistry();
    private final List<HealthInput> told = new ArrayList<>();
    private final HealthCheckCounts counts = new HealthCheckCounts();
    private final TimedChecks checks = new TimedChecks(Duration.ofMillis(300), 4);
    private final ContributedHealth contributed = new ContributedHealth(
            new Contributors(() -> List.of(registry), List.of("ping")),
            List.of("db", "Redis"),
            checks,
            counts,
            told::add);

    @AfterEach
    void close() {
        checks.close();
    }

    private static HealthIndicator saying(Status status) {
        return () -> Health.status(status).build();
    }

    private List<HealthInput> round() throws InterruptedException {
        told.clear();
        contributed.go();
        return told;
    }

    @Test
    void whatIsInsideTakesPointsAndWhatIsOutsideIsAnOutage() throws InterruptedException {
        registry.registerContributor("disk", saying(Status.UP));
        registry.registerContributor("spool", saying(Status.DOWN));
        registry.registerContributor("ready", saying(Status.OUT_OF_SERVICE));
        registry.registerContributor("db", saying(Status.DOWN));
        registry.registerContributor("redis", saying(Status.UP));
        registry.registerContributor("strange", saying(new Status("STRANGE")));
        assertThat(round())
                .containsExactlyInAnyOrder(
                        new HealthInput.Contributed("disk", 100),
                        new HealthInput.Contributed("spool", 0),
                        new HealthInput.Contributed("ready", 0),
                        new HealthInput.Outside("db", true),
                        new HealthInput.Outside("redis", false),
                        new HealthInput.Withdrawn("strange"));
        assertThat(counts.get(CheckOutcome.DOWN)).isEqualTo(3);
        assertThat(counts.get(CheckOutcome.UP)).isEqualTo(2);
        assertThat(counts.get(CheckOutcome.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void thoseInsideAnotherOneAreAskedAndOutsideWithIt() throws InterruptedException {
        TreeMap<String, HealthIndicator> databases = new TreeMap<>();
        databases.put("orders", saying(Status.DOWN));
        databases.put("users", saying(Status.UP));
        registry.registerContributor("db", CompositeHealthContributor.fromMap(databases));
        assertThat(round())
                .containsExactly(
                        new HealthInput.Outside("db/orders", true), new HealthInput.Outside("db/users", false));
    }

    @Test
    void ourOwnAndThoseLeftOutAreNotAsked() throws InterruptedException {
        registry.registerContributor("cluster", saying(Status.DOWN));
        registry.registerContributor("ping", saying(Status.DOWN));
        assertThat(round()).isEmpty();
    }

    @Test
    void whoThrowsIsDown() throws InterruptedException {
        registry.registerContributor("spool", (HealthIndicator) () -> {
            throw new IllegalStateException("planted");
        });
        assertThat(round()).containsExactly(new HealthInput.Contributed("spool", 0));
    }

    @Test
    void whoIsGoneSaysNothingAnyMore() throws InterruptedException {
        registry.registerContributor("spool", saying(Status.DOWN));
        registry.registerContributor("db", saying(Status.DOWN));
        round();
        registry.unregisterContributor("spool");
        registry.unregisterContributor("db");
        assertThat(round()).containsExactly(new HealthInput.Outside("db", false), new HealthInput.Withdrawn("spool"));
        assertThat(round()).isEmpty();
    }

    @Test
    void whoHangsIsDownHoldsUpNobodyAndIsNotAskedTwiceAtOnce() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        List<String> asked = new ArrayList<>();
        registry.registerContributor("db", (HealthIndicator) () -> {
            synchronized (asked) {
                asked.add("db");
            }
            awaitUninterruptibly(released);
            return Health.up().build();
        });
        registry.registerContributor("spool", saying(Status.UP));
        assertThat(round())
                .containsExactly(new HealthInput.Outside("db", true), new HealthInput.Contributed("spool", 100));
        long before = System.nanoTime();
        assertThat(round())
                .containsExactly(new HealthInput.Outside("db", true), new HealthInput.Contributed("spool", 100));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(250));
        assertThat(counts.get(CheckOutcome.TIMED_OUT)).isEqualTo(2);
        synchronized (asked) {
            assertThat(asked).hasSize(1);
        }
        released.countDown();
        org.awaitility.Awaitility.await("it is asked again")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(round()).contains(new HealthInput.Outside("db", false)));
    }

    @Test
    void whereAllThreadsHangTheRestIsNotKnownToBeWell() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            registry.registerContributor("spool-" + i, (HealthIndicator) () -> {
                awaitUninterruptibly(released);
                return Health.up().build();
            });
        }
        assertThat(round()).hasSize(5).contains(new HealthInput.Contributed("spool-4", 0));
        released.countDown();
    }

    @Test
    void moreThanCanBeToldApartAreNotAsked() throws InterruptedException {
        for (int i = 0; i < 70; i++) {
            registry.registerContributor("c%02d".formatted(i), saying(Status.UP));
        }
        assertThat(round()).hasSize(64);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // As a driver does that does not listen: this is what is tested.
                done = false;
            }
        }
    }
}
