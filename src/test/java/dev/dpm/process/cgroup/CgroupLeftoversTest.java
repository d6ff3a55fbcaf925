package dev.dpm.process.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which cgroups of dead runners are removed, in folders that stand for cgroups. */
class CgroupLeftoversTest {

    private static final Instant NOW = Instant.parse("2026-11-30T04:00:00Z");
    private static final Optional<Set<String>> LIVING = Optional.of(Set.of("beef"));

    @TempDir
    Path base;

    private Path cgroup(String name, Duration age) throws IOException {
        Path folder = Files.createDirectories(base.resolve(name));
        Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(age)));
        return folder;
    }

    private int sweep(Optional<Set<String>> living) {
        return CgroupLeftovers.sweep(Set.of(base), () -> living, NOW);
    }

    @Test
    void an_empty_cgroup_of_a_runner_that_is_gone_is_removed() throws IOException {
        Path left = cgroup("dpm:dead1:web:1", Duration.ofHours(1));
        Path ofHook = cgroup("dpm:dead1:web-0:17:pre_start", Duration.ofHours(1));

        assertThat(sweep(LIVING)).isEqualTo(2);

        assertThat(left).doesNotExist();
        assertThat(ofHook).doesNotExist();
    }

    @Test
    void what_may_be_in_use_or_is_not_ours_stays() throws IOException {
        Path living = cgroup("dpm:beef:web:1", Duration.ofHours(1));
        Path young = cgroup("dpm:dead1:web:2", Duration.ofMinutes(9));
        Path foreign = cgroup("docker", Duration.ofHours(1));
        Path alike = cgroup("dpm:not-a-key:web:1", Duration.ofHours(1));
        Path full = cgroup("dpm:dead1:web:3", Duration.ofHours(1));
        Files.writeString(full.resolve("cgroup.procs"), "4711\n");
        Files.setLastModifiedTime(full, FileTime.from(NOW.minus(Duration.ofHours(1))));

        assertThat(sweep(LIVING)).isZero();

        assertThat(Set.of(living, young, foreign, alike, full)).allSatisfy(folder -> assertThat(folder).exists());
    }

    @Test
    void nothing_is_removed_where_the_living_runners_cannot_be_told() throws IOException {
        Path left = cgroup("dpm:dead1:web:1", Duration.ofHours(1));

        assertThat(sweep(Optional.empty())).isZero();

        assertThat(left).exists();
    }

    @Test
    void one_sweep_removes_a_bounded_number_and_the_next_one_more() throws IOException {
        for (int number = 1; number <= CgroupLeftovers.MOST + 3; number++) {
            cgroup("dpm:dead1:web:" + number, Duration.ofHours(1));
        }

        assertThat(sweep(LIVING)).isEqualTo(CgroupLeftovers.MOST);
        assertThat(sweep(LIVING)).isEqualTo(3);
    }

    @Test
    void a_folder_that_the_kernel_does_not_give_up_stays() throws IOException {
        // rmdir(2) refuses this cgroup because it has a child, and refuses one that a process has just entered in the
        // same way
        Path entered = cgroup("dpm:dead1:web:1", Duration.ofHours(1));
        Files.createDirectory(entered.resolve("child"));
        Files.setLastModifiedTime(entered, FileTime.from(NOW.minus(Duration.ofHours(1))));

        assertThat(sweep(LIVING)).isZero();
        assertThat(entered).exists();
    }
}
