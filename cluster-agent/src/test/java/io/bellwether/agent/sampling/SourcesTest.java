package io.bellwether.agent.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.health.HealthInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SourcesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Offset<Double> EXACTLY = within(1e-9);

    private final AtomicLong value = new AtomicLong();
    private List<Cgroup.CpuUse> cpu = List.of();
    private List<Cgroup.MemoryUse> memory = List.of();

    private Cgroup cgroup() {
        return new Cgroup() {
            @Override
            public List<CpuUse> cpu() {
                return cpu;
            }

            @Override
            public List<MemoryUse> memory() {
                return memory;
            }
        };
    }

    @Test
    void cpuIsTheShareOfTheQuotaOfTheCgroupNotOfTheProcess() throws IOException {
        CpuSource source = new CpuSource(cgroup(), value::get, 8);
        cpu = List.of(new Cgroup.CpuUse(0.5, 100 * SECOND));
        assertThat(source.sample(0)).isNaN();
        cpu = List.of(new Cgroup.CpuUse(0.5, 100 * SECOND + SECOND / 4));
        assertThat(source.sample(SECOND)).isEqualTo(50, EXACTLY);
    }

    @Test
    void theTightestLevelCounts() throws IOException {
        CpuSource source = new CpuSource(cgroup(), value::get, 8);
        cpu = List.of(new Cgroup.CpuUse(1, 0), new Cgroup.CpuUse(2, 0));
        source.sample(0);
        cpu = List.of(new Cgroup.CpuUse(1, SECOND / 2), new Cgroup.CpuUse(2, 18 * SECOND / 10));
        assertThat(source.sample(SECOND)).isEqualTo(90, EXACTLY);
    }

    @Test
    void withoutAQuotaItIsThisProcessOverAllProcessors() throws IOException {
        CpuSource source = new CpuSource(cgroup(), value::get, 4);
        assertThat(source.sample(0)).isNaN();
        value.set(SECOND);
        assertThat(source.sample(SECOND)).isEqualTo(25, EXACTLY);
        value.set(-1);
        assertThat(source.sample(2 * SECOND)).isNaN();
    }

    @Test
    void memoryIsTheWorseOfCgroupAndHeap() throws IOException {
        double[] heap = {Double.NaN};
        MemorySource source = new MemorySource(cgroup(), () -> heap[0]);
        assertThat(source.sample(0)).isNaN();
        memory = List.of(new Cgroup.MemoryUse(200, 100), new Cgroup.MemoryUse(1_000, 700));
        assertThat(source.sample(0)).isEqualTo(70, EXACTLY);
        heap[0] = 95;
        assertThat(source.sample(0)).isEqualTo(95, EXACTLY);
        heap[0] = 10;
        assertThat(source.sample(0)).isEqualTo(70, EXACTLY);
    }

    @Test
    void collectionsAreTheShareOfTimeTheyTook() {
        GcSource source = new GcSource(value::get);
        value.set(1_000);
        assertThat(source.sample(0)).isNaN();
        value.set(1_100);
        assertThat(source.sample(SECOND)).isEqualTo(10, EXACTLY);
    }

    @Test
    void theDelayOfTheLoopIsInMilliseconds() {
        assertThat(new LoopDelaySource(() -> 2_500_000).sample(0)).isEqualTo(2.5, EXACTLY);
    }

    @Test
    void aNumberThatShrinksIsNotKnownOnceAndThenAgain() {
        Rate rate = new Rate();
        rate.percent(SECOND, 0);
        assertThat(rate.percent(0, SECOND)).isNaN();
        assertThat(rate.percent(SECOND, 2 * SECOND)).isEqualTo(100, EXACTLY);
    }

    @Test
    void thisJvmTellsWhatIsAsked() {
        assertThat(Jvm.cpuNanos()).isPositive();
        assertThat(Jvm.heapPercent()).isBetween(0.0, 100.0);
        assertThat(Jvm.gcPauseMillis()).isNotNegative();
        assertThat(Jvm.stopsTheProgram("G1 Young Generation")).isTrue();
        assertThat(Jvm.stopsTheProgram("G1 Concurrent GC")).isFalse();
        assertThat(Jvm.stopsTheProgram("ZGC Major Cycles")).isFalse();
        assertThat(Jvm.stopsTheProgram("ZGC Major Pauses")).isTrue();
    }

    @Test
    void aSourceThatFailsIsNotKnownAndHoldsUpNoOther() {
        List<HealthInput> told = new ArrayList<>();
        Counters counters = new Counters();
        Source broken = new Source() {
            @Override
            public Dimension dimension() {
                return Dimension.CPU;
            }

            @Override
            public double sample(long nowNanos) throws IOException {
                throw new IOException("no such file");
            }
        };
        try (Sampler sampler =
                new Sampler("test", List.of(broken, new LoopDelaySource(() -> 1_000_000)), told::add, counters)) {
            sampler.sample();
        }
        assertThat(told)
                .containsExactly(
                        new HealthInput.Measured(Dimension.CPU, Double.NaN),
                        new HealthInput.Measured(Dimension.LOOP_DELAY, 1));
        assertThat(counters.get(AgentCount.HEALTH_SOURCE_FAILURES)).isEqualTo(1);
    }
}
