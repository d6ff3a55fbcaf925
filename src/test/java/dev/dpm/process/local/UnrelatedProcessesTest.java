package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetProcesses.Survivor;

/**
 * Tests what a search of the machine remembers for the next search, on a fake /proc of a machine that booted 100 s ago.
 */
class UnrelatedProcessesTest {

    private static final String HOME = "home";
    private static final String NAMED = "_DPM_COOKIE=" + new Cookie(HOME, Launches.FIRST).text() + "\0";

    @TempDir
    Path folder;
    private final UnrelatedProcesses unrelated = new UnrelatedProcesses();

    @BeforeEach
    void a_machine_with_one_process() {
        TestFiles.write(folder, "sys/kernel/random/boot_id", "boot\n");
        TestFiles.write(folder, "uptime", "100.00 50.00\n");
        TestFiles.write(folder, "loadavg", "0.1 0.1 0.1 1/9 30\n");
        shows(30, 900, "A=1\0");
    }

    private void shows(long pid, long startTicks, String environ) {
        TestFiles.write(folder, pid + "/stat", TestFiles.stat(pid, 10, 20, startTicks));
        TestFiles.write(folder, pid + "/environ", environ);
    }

    private List<Survivor> search(Map<ProcessIdentity, Incarnation> mains) {
        return new MachineSearch(new ProcFiles(folder.toString()), HOME, mains, pid -> true, unrelated).find();
    }

    private static Survivor kept(long pid, long startTicks) {
        return new Survivor(Launches.FIRST, new ProcessIdentity(pid, startTicks, "boot"));
    }

    @Test
    void an_environment_that_names_nobody_is_read_once() {
        assertThat(search(Map.of())).isEmpty();
        shows(30, 900, NAMED);

        assertThat(search(Map.of())).as("not read again").isEmpty();
    }

    @Test
    void another_process_of_the_same_pid_is_no_stranger() {
        search(Map.of());
        shows(30, 5000, NAMED);

        assertThat(search(Map.of())).containsExactly(kept(30, 5000));
    }

    @Test
    void a_pid_that_was_free_in_between_is_looked_at_again() throws IOException {
        search(Map.of());
        Files.delete(folder.resolve("30/stat"));
        Files.delete(folder.resolve("30/environ"));
        Files.delete(folder.resolve("30"));
        search(Map.of());
        shows(30, 900, NAMED);

        assertThat(search(Map.of())).containsExactly(kept(30, 900));
    }

    @Test
    void a_young_process_may_still_be_on_its_way_to_its_program() {
        shows(30, 9501, "A=1\0");
        search(Map.of());
        shows(30, 9501, NAMED);

        assertThat(search(Map.of())).containsExactly(kept(30, 9501));
    }

    @Test
    void an_empty_environment_says_nothing() {
        shows(30, 900, "");
        search(Map.of());
        shows(30, 900, NAMED);

        assertThat(search(Map.of())).containsExactly(kept(30, 900));
    }

    @Test
    void a_stranger_is_still_found_by_the_session_of_a_main_process_that_is_known_later() {
        search(Map.of());
        TestFiles.write(folder, "20/stat", TestFiles.stat(20, 10, 20, 800));
        TestFiles.write(folder, "20/environ", "A=1\0");
        ProcessIdentity leader = new ProcessIdentity(20, 800, "boot");

        assertThat(search(Map.of(leader, Launches.FIRST))).containsExactlyInAnyOrder(kept(20, 800), kept(30, 900));
    }

    @Test
    void a_zombie_belongs_to_nobody() {
        TestFiles.write(folder, "30/stat", TestFiles.stat(30, 10, 20, 900).replace(" S ", " Z "));
        TestFiles.write(folder, "30/environ", NAMED);

        assertThat(search(Map.of())).isEmpty();
    }
}
