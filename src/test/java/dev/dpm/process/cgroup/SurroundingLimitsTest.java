package dev.dpm.process.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.CgroupLimits.Kind;

/** Tests which limits of its own cgroup a process reads, in a fake file system of both versions. */
class SurroundingLimitsTest {

    @TempDir
    Path folder;

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }

    private String proc() {
        return folder.resolve("proc").toString();
    }

    @Test
    void the_lowest_limit_of_the_cgroups_around_counts_on_version_2() throws IOException {
        file("proc/self/cgroup", "0::/pod/app");
        file("proc/self/mountinfo", "30 22 0:27 / " + folder.resolve("v2") + " rw - cgroup2 cgroup2 rw");
        file("v2/pod/memory.max", "268435456");
        file("v2/pod/cpu.max", "max 100000");
        file("v2/pod/app/memory.max", "max");
        file("v2/pod/app/cpu.max", "50000 100000");

        assertThat(SurroundingLimits.limit(Kind.MEMORY_MAX, proc())).hasValue(256L << 20);
        assertThat(SurroundingLimits.limit(Kind.CPU_QUOTA, proc())).hasValue(500);
        assertThat(SurroundingLimits.limit(Kind.PIDS_MAX, proc())).isEmpty();
    }

    @Test
    void version_1_shows_no_limit_by_its_largest_number() throws IOException {
        file("proc/self/cgroup", "4:memory:/\n2:cpu,cpuacct:/\n0::/");
        file("proc/self/mountinfo", """
                31 30 0:28 / %1$s/cpu rw - cgroup cgroup rw,cpu,cpuacct
                34 30 0:31 / %1$s/memory rw - cgroup cgroup rw,memory""".formatted(folder));
        file("memory/memory.limit_in_bytes", "9223372036854771712");
        file("cpu/cpu.cfs_quota_us", "150000");
        file("cpu/cpu.cfs_period_us", "100000");

        assertThat(SurroundingLimits.limit(Kind.MEMORY_MAX, proc())).isEmpty();
        assertThat(SurroundingLimits.limit(Kind.CPU_QUOTA, proc())).hasValue(1500);
    }

    @Test
    void no_cgroups_are_no_limit() {
        assertThat(SurroundingLimits.limit(Kind.MEMORY_MAX, proc())).isEmpty();
    }
}
