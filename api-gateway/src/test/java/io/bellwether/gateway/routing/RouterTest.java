package io.bellwether.gateway.routing;

import static io.bellwether.gateway.routing.Fleet.MILLIS;
import static io.bellwether.gateway.routing.Fleet.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

class RouterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String SERVICE = "orders";
    private static final List<ServiceInstance> LISTED =
            List.of(new DefaultServiceInstance("orders-1", SERVICE, "127.0.0.1", 8090, false));

    /** A machine that has been up for most of a day. */
    private long now = 60_000 * SECOND;

    private final Router router = new Router(
            new Listed(),
            new PoolFactory(Fleet.SETTINGS, new Random(1), () -> now, service -> (instance, because, time) -> {}),
            (service, pool) -> {},
            "gateway",
            "",
            () -> now);

    private static final class Listed implements DiscoveryClient {
        @Override
        public String description() {
            return "one instance";
        }

        @Override
        public List<ServiceInstance> getInstances(String serviceId) {
            return LISTED;
        }

        @Override
        public List<String> getServices() {
            return List.of(SERVICE);
        }
    }

    private Choice.Call choose() {
        return router.choose(SERVICE, new Tried()) instanceof Choice.Chosen(Choice.Call call) ? call : fail();
    }

    private static Choice.Call fail() {
        throw new AssertionError("nobody was chosen");
    }

    private InstanceView instance() {
        return router.describe(SERVICE).instances().getFirst();
    }

    @Test
    void aRequestThatWasSentIsCountedUntilItEnds() {
        Choice.Call call = choose();
        call.begin(PATIENCE);
        now += 20 * MILLIS;

        assertThat(instance().waiting()).isEqualTo(1);
        call.end(Result.ANSWERED);
        assertThat(instance().waiting()).isZero();
        assertThat(instance().latencyMs()).isEqualTo(20);
    }

    @Test
    void aRequestThatIsGivenUpBeforeItWasSentSaysNothingOfTheInstance() {
        Choice.Call call = choose();

        call.end(Result.ABANDONED);

        assertThat(instance().latencyMs()).isEqualTo(1);
        assertThat(instance().waiting()).isZero();
    }

    @Test
    void whatIsSentAfterItWasGivenUpIsNotWaitedForForEver() {
        Choice.Call call = choose();
        call.end(Result.TIMED_OUT);

        call.begin(PATIENCE);
        call.end(Result.ANSWERED);

        assertThat(instance().waiting()).isZero();
        assertThat(instance().failuresInRow()).isZero();
    }

    @Test
    void whatComesAfterTheEndIsNothingNew() {
        Choice.Call call = choose();
        call.begin(PATIENCE);
        call.end(Result.FAILED);
        call.end(Result.FAILED);
        call.drop();

        assertThat(instance().failuresInRow()).isEqualTo(1);
        assertThat(instance().waiting()).isZero();
    }
}
