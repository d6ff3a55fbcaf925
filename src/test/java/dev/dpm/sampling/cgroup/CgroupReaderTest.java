package dev.dpm.sampling.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.sampling.Cgroup;

class CgroupReaderTest {

    private static final String STAT = "7 (a ) b) %s 1 7 7 0 -1 4194304 0 0 0 0 1 1 0 0 20 0 1 0 500 0 0 0";

    @TempDir
    private Path root;

    private static Cgroup read(CgroupTree tree) {
        CgroupReader reader = tree.reader();
        return reader.read(reader.paths(7, Optional.empty()), true);
    }

    private static void isAsWritten(Cgroup cgroup, double cores) {
        assertThat(cgroup).isEqualTo(new Cgroup(Optional.of(350_000L), Optional.of(1_000_000L), Optional.of(cores),
                Optional.of(1L), Optional.of(2L), Optional.of(24_105L << 10), Optional.empty(), false));
    }

    @Test
    void reads_version_2_with_the_limits_of_the_groups_around() {
        isAsWritten(read(CgroupTree.unified(root)), 0.5);
    }

    @Test
    void reads_version_1_beside_a_version_2_hierarchy_without_controllers() {
        isAsWritten(read(CgroupTree.hybrid(root)), 0.25);
    }

    @Test
    void reads_another_containers_through_its_own_root_where_the_runner_does_not_see_it() {
        CgroupTree tree = CgroupTree.unified(root).file("/proc/7/cgroup", "0::/../app")
                .file("/proc/7/mountinfo", "99 22 0:27 /../app /sys/fs/cgroup ro - cgroup2 cgroup rw");
        String own = "/proc/7/root/sys/fs/cgroup";
        tree.file(own + "/memory.max", "1000000").file(own + "/memory.current", "500000")
                .file(own + "/memory.stat", "inactive_file 150000").file(own + "/memory.events", "oom_kill 1")
                .file(own + "/cpu.max", "50000 100000").file(own + "/cpu.stat", "nr_throttled 2");

        isAsWritten(read(tree), 0.5);
    }

    @Test
    void a_counter_that_only_the_process_shows_is_read_after_its_end_too() throws Exception {
        CgroupTree tree = CgroupTree.unified(root).file("/proc/7/cgroup", "0::/../app")
                .file("/proc/7/mountinfo", "99 22 0:27 /../app /sys/fs/cgroup ro - cgroup2 cgroup rw");
        String own = "/proc/7/root/sys/fs/cgroup";
        tree.file(own + "/memory.stat", "inactive_file 1").file(own + "/memory.events", "oom 0;oom_kill 0");
        CgroupReader reader = tree.reader();
        CgroupPaths paths = reader.paths(7, Optional.empty());
        try (KillCounter counter = reader.killCounter(paths).orElseThrow()) {
            tree.file(own + "/memory.events", "oom 1;oom_kill 1");
            Files.move(root.resolve("proc/7"), root.resolve("gone"));

            assertThat(CgroupReader.oomKills(paths)).isEmpty();
            assertThat(counter.read()).contains(1L);
        }
    }

    @Test
    void a_counter_that_the_runner_sees_by_itself_is_not_held_open() {
        CgroupReader reader = CgroupTree.unified(root).reader();

        assertThat(reader.killCounter(reader.paths(7, Optional.empty()))).isEmpty();
    }

    @Test
    void reads_a_container_of_version_1_whose_mount_shows_its_own_group_only() {
        CgroupTree tree = new CgroupTree(root).file("/proc/7/cgroup", "4:memory:/pods/app")
                .file("/proc/self/mountinfo",
                        "34 30 0:31 /pods/side /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory")
                .file("/sys/fs/cgroup/memory/memory.stat", "total_inactive_file 5")
                .file("/proc/7/mountinfo", "34 30 0:31 /pods/app /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory");
        String own = "/proc/7/root/sys/fs/cgroup/memory";
        tree.file(own + "/memory.stat", "total_inactive_file 1").file(own + "/memory.usage_in_bytes", "9")
                .file(own + "/memory.limit_in_bytes", "4096");

        Cgroup cgroup = read(tree);

        assertThat(cgroup.workingSetBytes()).contains(8L);
        assertThat(cgroup.memoryLimitBytes()).contains(4096L);
    }

    @Test
    void knows_when_the_runner_is_in_the_same_group() {
        assertThat(read(CgroupTree.unified(root).file("/proc/self/cgroup", "0::/a/b")).isShared()).isTrue();
        assertThat(read(CgroupTree.unified(root).file("/proc/self/cgroup", "0::/a")).isShared()).isFalse();
        assertThat(read(CgroupTree.hybrid(root).file("/proc/self/cgroup", "4:memory:/a/b;0::/y")).isShared()).isTrue();
        assertThat(read(CgroupTree.hybrid(root).file("/proc/self/cgroup", "4:memory:/a/c;0::/x")).isShared())
                .isFalse();
    }

    @Test
    void a_group_of_version_2_without_controllers_is_counted_by_the_one_around_it() {
        CgroupTree tree = CgroupTree.unified(root).file("/proc/7/cgroup", "0::/a/b/dpm-1/x")
                .file("/sys/fs/cgroup/a/b/dpm-1/x/cgroup.procs", "7")
                .file("/sys/fs/cgroup/a/b/dpm-1/x/cpu.stat", "usage_usec 3");
        isAsWritten(read(tree), 0.5);
        assertThat(read(tree.file("/proc/self/cgroup", "0::/a/b")).isShared()).isTrue();
        assertThat(read(tree.file("/proc/self/cgroup", "0::/a/b/runner")).isShared()).isTrue();
        assertThat(read(tree.file("/proc/self/cgroup", "0::/a")).isShared()).isFalse();
    }

    @Test
    void says_that_a_group_cannot_be_reached() {
        CgroupTree tree = CgroupTree.unified(root).file("/proc/7/cgroup", "0::/../app");

        Cgroup cgroup = read(tree);

        assertThat(cgroup.workingSetBytes()).isEmpty();
        assertThat(cgroup.memoryLimitBytes()).isEmpty();
        assertThat(cgroup.unreadable().orElseThrow()).contains("cannot be reached");
    }

    @Test
    void the_root_group_of_version_1_is_the_machine_and_no_targets() {
        Cgroup cgroup = read(CgroupTree.hybrid(root).file("/proc/7/cgroup", "4:memory:/")
                .file("/sys/fs/cgroup/memory/memory.usage_in_bytes", "99"));

        assertThat(cgroup.workingSetBytes()).isEmpty();
        assertThat(cgroup.unreadable().orElseThrow()).contains("root cgroup");
    }

    @Test
    void a_process_that_is_gone_says_nothing() {
        CgroupReader reader = CgroupTree.unified(root).reader();

        Cgroup cgroup = reader.read(reader.paths(8, Optional.empty()), true);

        assertThat(cgroup.unreadable()).contains("the process's cgroup cannot be read");
    }

    @Test
    void limits_that_change_in_place_and_files_that_go_are_noticed_with_the_next_look() {
        CgroupTree tree = CgroupTree.unified(root);
        CgroupReader reader = tree.reader();
        CgroupPaths paths = reader.paths(7, Optional.empty());

        tree.file("/sys/fs/cgroup/a/b/memory.max", "600000");
        assertThat(reader.read(paths, true).memoryLimitBytes()).contains(600_000L);

        tree.file("/sys/fs/cgroup/a/b/memory.max", "max").file("/sys/fs/cgroup/a/memory.max", "max");
        assertThat(reader.read(paths, true).memoryLimitBytes()).isEmpty();

        tree.without("/sys/fs/cgroup/a/b/memory.current").without("/sys/fs/cgroup/a/b/memory.events");
        Cgroup cgroup = reader.read(reader.paths(7, Optional.of(paths)), true);
        assertThat(cgroup.workingSetBytes()).isEmpty();
        assertThat(cgroup.oomKills()).isEmpty();
        assertThat(cgroup.throttledPeriods()).contains(2L);
    }

    @Test
    void a_process_that_is_moved_is_followed() {
        CgroupTree tree = CgroupTree.unified(root);
        CgroupReader reader = tree.reader();
        CgroupPaths before = reader.paths(7, Optional.empty());
        tree.file("/proc/7/cgroup", "0::/c").file("/sys/fs/cgroup/c/memory.stat", "inactive_file 0")
                .file("/sys/fs/cgroup/c/memory.current", "77").file("/sys/fs/cgroup/c/cpu.stat", "nr_throttled 0");

        assertThat(reader.read(reader.paths(7, Optional.of(before)), true).workingSetBytes()).contains(77L);
    }

    /**
     * The kernel shows a zombie in the root cgroup of version 1, but counts its OOM kill in the cgroup in which it
     * lived.
     */
    @Test
    void a_process_that_has_ended_is_not_followed() {
        CgroupTree tree = CgroupTree.unified(root);
        CgroupReader reader = tree.reader();
        CgroupPaths before = reader.paths(7, Optional.empty());
        tree.file("/proc/7/cgroup", "0::/").file("/proc/7/stat", STAT.formatted("Z"));

        assertThat(reader.paths(7, Optional.of(before))).isEqualTo(before);

        tree.file("/proc/7/stat", STAT.formatted("S"));
        assertThat(reader.paths(7, Optional.of(before))).as("one that lives was moved").isNotEqualTo(before);

        tree.without("/proc/7/cgroup").without("/proc/7/stat");
        assertThat(reader.paths(7, Optional.of(before))).as("one that is gone").isEqualTo(before);
    }

    @Test
    void the_working_set_is_not_read_where_it_does_not_count() {
        CgroupReader reader = CgroupTree.unified(root).reader();

        Cgroup cgroup = reader.read(reader.paths(7, Optional.empty()), false);

        assertThat(cgroup.workingSetBytes()).isEmpty();
        assertThat(cgroup.unreadable()).isEmpty();
        assertThat(cgroup.memoryLimitBytes()).contains(1_000_000L);
    }
}
