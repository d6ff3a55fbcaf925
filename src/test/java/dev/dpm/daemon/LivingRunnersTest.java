package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how the homes of living runners are found, in a folder that stands for /proc. */
class LivingRunnersTest {

    @TempDir
    Path proc;

    @BeforeEach
    void a_process_that_looks() throws IOException {
        Files.createDirectory(proc.resolve("self"));
    }

    private Path process(long pid, String program, String environment) throws IOException {
        Path folder = Files.createDirectory(proc.resolve(Long.toString(pid)));
        Files.createSymbolicLink(folder.resolve("exe"), Path.of(program));
        Files.createDirectory(folder.resolve("fd"));
        Files.writeString(folder.resolve("environ"), environment.replace(' ', '\0'));
        return folder;
    }

    private static String key(String home) throws HomeFault {
        return RuntimeDirectory.of(Map.of("DPM_HOME", home), Path.of("/")).cookieKey();
    }

    @Test
    void a_home_is_found_by_the_lock_that_its_runner_holds_and_by_its_variables() throws Exception {
        Path runner = process(41, "/usr/lib/jvm/bin/java", "DPM_HOME=/no/such/named PATH=/bin");
        Files.createSymbolicLink(runner.resolve("fd/7"), Path.of("/no/such/locked/dpm.lock"));
        Files.createSymbolicLink(runner.resolve("fd/8"), Path.of("socket:[4711]"));
        Path homeless = process(42, "/opt/java", "HOME=/no/such/user");
        Files.createSymbolicLink(homeless.resolve("fd/3"), Path.of("/no/such/removed/dpm.lock (deleted)"));

        assertThat(new LivingRunners(proc).homeKeys().orElseThrow()).contains(key("/no/such/named"),
                key("/no/such/locked"), key("/no/such/removed"), key("/no/such/user/.dpm"));
    }

    @Test
    void another_program_is_no_runner() throws Exception {
        process(41, "/usr/bin/python3", "DPM_HOME=/no/such/target");
        Files.createDirectory(proc.resolve("42"));

        assertThat(new LivingRunners(proc).homeKeys().orElseThrow()).doesNotContain(key("/no/such/target"));
    }

    @Test
    void a_proc_that_cannot_be_read_tells_nothing() {
        assertThat(new LivingRunners(proc.resolve("none")).homeKeys()).isEmpty();
    }
}
