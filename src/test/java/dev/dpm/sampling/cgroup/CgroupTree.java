package dev.dpm.sampling.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fake cgroup files in a test's folder. */
final class CgroupTree {

    private final Path root;

    CgroupTree(Path root) {
        this.root = root;
    }

    /** @param text the content, in which {@code ;} and a blank end a line */
    CgroupTree file(String path, String text) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.replace(";", "\n") + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CgroupTree without(String path) {
        try {
            Files.delete(root.resolve(path.substring(1)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CgroupReader reader() {
        return new CgroupReader(root.resolve("proc").toString(), root.toString());
    }

    /** A version 2 hierarchy; process 7 is in {@code /a/b}. */
    static CgroupTree unified(Path root) {
        return new CgroupTree(root).file("/proc/meminfo", "MemTotal:       24105 kB;MemFree:   1 kB")
                .file("/proc/7/cgroup", "0::/a/b")
                .file("/proc/self/mountinfo", "30 22 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw")
                .file("/sys/fs/cgroup/a/memory.max", "1000000")
                .file("/sys/fs/cgroup/a/memory.stat", "anon 1")
                .file("/sys/fs/cgroup/a/cpu.max", "50000 100000")
                .file("/sys/fs/cgroup/a/b/memory.max", "max")
                .file("/sys/fs/cgroup/a/b/memory.current", "500000")
                .file("/sys/fs/cgroup/a/b/memory.stat",
                        "anon 300000;file 200000;inactive_file 150000;active_file 50000")
                .file("/sys/fs/cgroup/a/b/memory.events", "low 0;high 0;max 3;oom 2;oom_kill 1;oom_group_kill 0")
                .file("/sys/fs/cgroup/a/b/cpu.max", "max 100000")
                .file("/sys/fs/cgroup/a/b/cpu.stat", "usage_usec 9;nr_periods 4;nr_throttled 2;throttled_usec 7");
    }

    /** Version 1 hierarchies beside a version 2 one without controllers; process 7 is in {@code /a/b}. */
    static CgroupTree hybrid(Path root) {
        String memory = "/sys/fs/cgroup/memory";
        String cpu = "/sys/fs/cgroup/cpu,cpuacct";
        return new CgroupTree(root).file("/proc/meminfo", "MemTotal:       24105 kB")
                .file("/proc/7/cgroup", "9:name=systemd:/x;4:memory:/a/b;2:cpu,cpuacct:/a;0::/x")
                .file("/proc/self/mountinfo", "30 22 0:27 / /sys/fs/cgroup rw - tmpfs tmpfs rw;"
                        + "31 30 0:28 / " + cpu + " rw - cgroup cgroup rw,cpu,cpuacct;"
                        + "34 30 0:31 / " + memory + " rw - cgroup cgroup rw,memory;"
                        + "40 30 0:37 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw")
                .file("/sys/fs/cgroup/unified/x/cpu.stat", "usage_usec 9")
                .file(memory + "/memory.limit_in_bytes", "9223372036854771712")
                .file(memory + "/memory.stat", "total_inactive_file 1")
                .file(memory + "/cgroup.sane_behavior", "0")
                .file(memory + "/a/memory.limit_in_bytes", "2000000")
                .file(memory + "/a/b/memory.limit_in_bytes", "1000000")
                .file(memory + "/a/b/memory.usage_in_bytes", "500000")
                .file(memory + "/a/b/memory.stat", "inactive_file 1;total_inactive_file 150000")
                .file(memory + "/a/b/memory.oom_control", "oom_kill_disable 0;under_oom 0;oom_kill 1")
                .file(cpu + "/a/cpu.cfs_quota_us", "25000").file(cpu + "/a/cpu.cfs_period_us", "100000")
                .file(cpu + "/a/cpu.stat", "nr_periods 4;nr_throttled 2;throttled_time 7");
    }
}
