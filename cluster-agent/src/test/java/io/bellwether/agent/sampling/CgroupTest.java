package io.bellwether.agent.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupTest {

    @TempDir
    private Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Cgroup find(String procSelfCgroup) throws IOException {
        file("self-cgroup", procSelfCgroup);
        return Cgroup.find(root.resolve("fs"), root.resolve("self-cgroup"));
    }

    @Test
    void versionTwoInAContainerHasItsFilesAtTheRoot() throws IOException {
        file("fs/cpu.max", "150000 100000\n");
        file("fs/cpu.stat", "usage_usec 5000\nuser_usec 3000\n");
        file("fs/memory.max", "1000\n");
        file("fs/memory.current", "700\n");
        file("fs/memory.stat", "anon 500\ninactive_file 100\n");

        Cgroup cgroup = find("0::/\n");

        assertThat(cgroup.cpu()).containsExactly(new Cgroup.CpuUse(1.5, 5_000_000));
        assertThat(cgroup.cpusMax()).hasValue(1.5);
        assertThat(cgroup.memory()).containsExactly(new Cgroup.MemoryUse(1_000, 600));
        assertThat(cgroup.memory().getFirst().percent()).isEqualTo(60);
    }

    @Test
    void limitsMayStandAtAnyLevelAboveTheProcess() throws IOException {
        file("fs/cpu.stat", "usage_usec 9000\n");
        file("fs/a/cpu.max", "200000 100000\n");
        file("fs/a/cpu.stat", "usage_usec 8000\n");
        file("fs/a/b/cpu.max", "max 100000\n");
        file("fs/a/b/cpu.stat", "usage_usec 7000\n");

        Cgroup cgroup = find("0::/a/b\n");

        assertThat(cgroup.cpu()).containsExactly(new Cgroup.CpuUse(2, 8_000_000));
        assertThat(cgroup.memory()).isEmpty();
    }

    @Test
    void inAContainerThePathIsThatOfTheHostAndTheRootIsMeant() throws IOException {
        file("fs/cpu.max", "100000 100000\n");
        file("fs/cpu.stat", "usage_usec 1\n");
        assertThat(find("0::/system.slice/docker-1234.scope\n").cpusMax()).hasValue(1);
    }

    @Test
    void versionOneHasATreeForEachController() throws IOException {
        file("fs/cpu/box/cpu.cfs_quota_us", "50000\n");
        file("fs/cpu/box/cpu.cfs_period_us", "100000\n");
        file("fs/cpu/cpu.cfs_quota_us", "-1\n");
        file("fs/cpuacct/box/cpuacct.usage", "12345\n");
        file("fs/cpuacct/cpuacct.usage", "99999\n");
        file("fs/memory/box/memory.limit_in_bytes", "2000\n");
        file("fs/memory/box/memory.usage_in_bytes", "1500\n");
        file("fs/memory/box/memory.stat", "cache 1\ntotal_inactive_file 500\n");
        file("fs/memory/memory.limit_in_bytes", "9223372036854771712\n");
        file("fs/memory/memory.usage_in_bytes", "1\n");

        Cgroup cgroup = find("4:memory:/box\n2:cpuacct:/box\n1:cpu:/box\n0::/\n");

        assertThat(cgroup.cpu()).containsExactly(new Cgroup.CpuUse(0.5, 12_345));
        assertThat(cgroup.memory()).containsExactly(new Cgroup.MemoryUse(2_000, 1_000));
    }

    @Test
    void withoutAnyFilesThereIsNoLimit() throws IOException {
        Cgroup cgroup = Cgroup.find(root.resolve("none"), root.resolve("nothing"));
        assertThat(cgroup.cpu()).isEmpty();
        assertThat(cgroup.memory()).isEmpty();
    }

    @Test
    void nonsenseInAFileIsNoLimit() throws IOException {
        file("fs/cpu.max", "much\n");
        file("fs/memory.max", "-5\n");
        file("fs/memory.current", "99999999999999999999999\n");
        Cgroup cgroup = find("what is this\n0::/\n");
        assertThat(cgroup.cpu()).isEmpty();
        assertThat(cgroup.memory()).isEmpty();
    }
}
