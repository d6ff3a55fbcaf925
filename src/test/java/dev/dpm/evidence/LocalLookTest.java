package dev.dpm.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.incident.Evidence;
import dev.dpm.incident.Subject;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.testing.TargetSpecs;

class LocalLookTest {

    private static final Duration BOUND = Duration.ofMillis(300);

    private static ProcessIdentity self() throws IOException {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(pid, Stat.parse(new LocalReader().text("/proc/" + pid + "/stat")).startTicks(),
                "boot");
    }

    private static Subject subject(boolean alive) throws IOException {
        return new Subject(TargetSpecs.target("web"), 1, Optional.of(self()), Duration.ofSeconds(5), alive,
                Optional.empty(), List.of(), List.of());
    }

    private static Evidence look(LocalLook look, Duration most) throws IOException {
        return look.take(subject(true), most);
    }

    @Test
    void sees_the_tree_with_its_threads_descriptors_and_machine() throws Exception {
        ProcessIdentity self = self();
        Evidence seen = new LocalLook(subject -> List.of(self), "/").take(subject(true), Duration.ofSeconds(20));

        assertThat(seen.processes()).singleElement().satisfies(process -> {
            assertThat(process.pid()).isEqualTo(self.pid());
            assertThat(process.residentBytes()).isPositive();
            assertThat(process.proportionalBytes()).isPresent();
            assertThat(process.threads()).isGreaterThan(1);
            assertThat(process.cpuPercent()).isPresent();
            assertThat(process.descriptors().orElseThrow()).isPositive();
            assertThat(process.descriptorKinds()).containsKey("files");
        });
        assertThat(seen.threads()).isNotEmpty();
        assertThat(seen.machine()).containsKeys("load", "memory available");
        assertThat(seen.limits()).containsKey("open files");
        assertThat(seen.program().orElseThrow().path()).isNotBlank();
        assertThat(seen.disks()).isNotEmpty();
        assertThat(seen.tookSeconds()).isPositive().isLessThan(20);
    }

    @Test
    void comes_back_in_time_when_proc_hangs_and_says_what_was_not_seen() throws Exception {
        ProcessIdentity self = self();
        HangingReader hanging = new HangingReader("/smaps_rollup");
        LocalLook look = new LocalLook(hanging, subject -> List.of(self), "/");

        long began = System.nanoTime();
        Evidence seen = look(look, BOUND);
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        hanging.letGo.countDown();
        assertThat(took).isBetween(BOUND.dividedBy(2), BOUND.plusMillis(700));
        assertThat(seen.processes()).as("what came before the hang").hasSize(1);
        assertThat(seen.missing()).contains("descriptors: not seen within 0.3 s", "machine: no time was left for it");
    }

    @Test
    void a_look_that_hangs_is_over_before_its_bound() throws Exception {
        ProcessIdentity self = self();
        HangingReader hanging = new HangingReader("/smaps_rollup");
        Duration bound = Duration.ofSeconds(2);

        Evidence seen = look(new LocalLook(hanging, subject -> List.of(self), "/"), bound);

        hanging.letGo.countDown();
        assertThat(seen.tookSeconds()).isBetween(1.5, 2.0);
        assertThat(seen.missing()).contains("descriptors: not seen within 2.0 s");
    }

    @Test
    void a_folder_on_a_server_that_is_away_costs_only_its_own_line() throws Exception {
        ProcessIdentity self = self();
        HangingReader hanging = new HangingReader("/away");
        LocalLook look = new LocalLook(hanging, subject -> List.of(self), "/away");

        Evidence seen = look(look, Duration.ofSeconds(3));

        hanging.letGo.countDown();
        assertThat(seen.missing()).contains("disks: not seen within 3.0 s");
        assertThat(seen.machine()).isNotEmpty();
    }

    @Test
    void looks_that_hang_are_bounded_and_it_looks_again_when_they_are_back() throws Exception {
        ProcessIdentity self = self();
        HangingReader hanging = new HangingReader("/uptime");
        LocalLook look = new LocalLook(hanging, subject -> List.of(self), "/");
        for (int i = 0; i < LocalLook.MOST_HANGING; i++) {
            look(look, BOUND);
        }

        assertThat(look(look, BOUND).missing()).singleElement().asString().contains("still hang");
        hanging.letGo.countDown();
        await().untilAsserted(() -> assertThat(look(look, Duration.ofSeconds(5)).processes()).hasSize(1));
    }

    @Test
    void a_process_that_is_gone_is_not_invented() throws Exception {
        Evidence seen = new LocalLook(subject -> List.of(), "/").take(subject(false), Duration.ofSeconds(5));

        assertThat(seen.processes()).isEmpty();
        assertThat(seen.missing()).anyMatch(why -> why.startsWith("processes: the main process was gone"));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "3600,"})
    void a_file_that_was_written_after_the_start_is_not_the_one_that_ran(long secondsAgo, Boolean replaced,
            @TempDir Path folder) throws Exception {
        Path program = Files.createFile(folder.resolve("web"));
        Files.setLastModifiedTime(program, FileTime.from(Instant.now().minusSeconds(secondsAgo)));
        Subject gone = new Subject(new TargetSpec(new TargetName("web"), List.of(program.toString()), folder, Map.of(),
                "0022", Settings.none(), Optional.empty()), 1, Optional.of(self()),
                Duration.ofMinutes(5), false, Optional.empty(), List.of(), List.of());

        Evidence seen = new LocalLook(subject -> List.of(), "/").take(gone, Duration.ofSeconds(20));

        assertThat(seen.program().orElseThrow().replaced()).isEqualTo(Optional.ofNullable(replaced));
    }

    @Test
    void addresses_are_read_as_the_kernel_writes_them() {
        assertThat(NetworkLook.address("0100007F:1F90")).isEqualTo("127.0.0.1:8080");
        assertThat(NetworkLook.address("00000000000000000000000001000000:0050"))
                .isEqualTo("[0:0:0:0:0:0:0:1]:80");
    }
}
