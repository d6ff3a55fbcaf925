package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.ProcessIdentity;

class ProcFsTest {

    @TempDir
    private Path root;
    private ProcFs proc;

    @BeforeEach
    void fakeBoot() throws Exception {
        proc = new ProcFs(root);
        Files.createDirectories(root.resolve("sys/kernel/random"));
        Files.writeString(root.resolve("sys/kernel/random/boot_id"), "boot\n");
    }

    private void stat(long pid, String name, String state, long ticks) throws Exception {
        Path folder = Files.createDirectories(root.resolve(Long.toString(pid)));
        Files.writeString(folder.resolve("stat"),
                pid + " (" + name + ") " + state + " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 " + ticks + " 99\n");
    }

    @Test
    void reads_start_ticks_behind_the_last_bracket_of_the_name() throws Exception {
        stat(7, "a) S (b c", "S", 4711);
        assertThat(proc.identify(7)).contains(new ProcessIdentity(7, 4711, "boot"));
    }

    @Test
    void zombie_and_nobody_are_gone() throws Exception {
        stat(8, "x", "Z", 1);
        assertThat(proc.identify(8)).isEmpty();
        assertThat(proc.identify(9)).isEmpty();
        assertThat(proc.isAlive(new ProcessIdentity(8, 1, "boot"))).isFalse();
    }

    @Test
    void a_process_that_a_signal_or_a_debugger_stopped_is_told_from_others() throws Exception {
        ProcessIdentity seven = new ProcessIdentity(7, 1, "boot");
        for (String state : List.of("T", "t")) {
            stat(7, "a) R (b", state, 1);
            assertThat(proc.stoppedState(seven)).contains(state);
        }
        assertThat(proc.isStopped(seven)).as("by a debugger").isFalse();
        stat(7, "T", "S", 1);
        assertThat(proc.stoppedState(seven)).isEmpty();
        stat(7, "x", "T", 2);
        assertThat(proc.stoppedState(seven)).as("another process").isEmpty();
        assertThat(proc.stoppedState(new ProcessIdentity(8, 1, "boot"))).as("nobody").isEmpty();
    }

    @Test
    void umask_comes_from_the_kernel() throws Exception {
        assertThat(proc.umask()).isEqualTo("0022");
        Files.createDirectories(root.resolve("self"));
        Files.writeString(root.resolve("self/status"), "Name:\tx\nUmask:\t0077\n");
        assertThat(proc.umask()).isEqualTo("0077");
    }

    @Test
    void sees_this_very_process() {
        ProcessIdentity self = ProcFs.system().self();
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(ProcFs.system().isAlive(self)).isTrue();
    }
}
