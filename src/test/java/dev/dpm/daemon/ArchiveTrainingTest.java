package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the training runs that make a class archive. A shell script takes the place of java. */
class ArchiveTrainingTest {

    private static final String WRITES = """
            for word in "$@"; do case $word in -XX:ArchiveClassesAtExit=*) echo classes > "${word#*=}";; esac; done
            """;

    @TempDir
    private Path folder;
    private RuntimeDirectory home;
    private Path jar;

    @BeforeEach
    void makeHome() throws Exception {
        home = new RuntimeDirectory(folder.resolve("home"));
        home.create();
        jar = Files.writeString(home.lib().resolve("dpm-runner-0.1.0-11111111.jar"), "jar");
    }

    private ArchiveTraining training(String script) throws Exception {
        Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new ArchiveTraining(new Program(java, jar, "0.1.0"), home);
    }

    private List<Path> lib() throws Exception {
        try (var files = Files.list(home.lib())) {
            return files.toList();
        }
    }

    @Test
    void what_a_second_runner_in_a_home_of_its_own_wrote_is_the_archive_that_later_daemons_use() throws Exception {
        ClassArchive archive = ClassArchive.of(jar);
        assertThat(archive.flags()).isEmpty();

        try (ArchiveTraining training = training("echo $DPM_HOME $* > " + folder.resolve("said") + "\n" + WRITES)) {
            assertThat(training.isDone()).isFalse();
            training.perform();
            assertThat(training.isDone()).isTrue();
        }

        assertThat(folder.resolve("said")).content().startsWith(home.lib().resolve("training/home") + " ")
                .contains("-XX:TieredStopAtLevel=1 ",
                        "-jar " + jar + " run --console on-demand --port 0 --management_port 0 --config "
                                + home.lib().resolve("training/dpm.yaml"));
        assertThat(archive.file()).hasContent("classes");
        assertThat(archive.flags()).contains("-XX:SharedArchiveFile=" + archive.file());
        assertThat(lib()).containsExactlyInAnyOrder(jar, archive.file());
    }

    /**
     * Without a socket, the commands would send their requests to the HTTP API, and the archive would contain the
     * classes of the web part.
     */
    @Test
    void commands_are_not_trained_where_the_second_runner_s_home_has_no_place_for_a_socket() {
        String shortEnough = "/" + "h".repeat(107 - 1 - "/dpm.sock".length());

        assertThat(ArchiveTraining.console(new RuntimeDirectory(Path.of(shortEnough)))).isEqualTo("on-demand");
        assertThat(ArchiveTraining.console(new RuntimeDirectory(Path.of(shortEnough + "h")))).isEqualTo("off");
    }

    @Test
    void a_jvm_that_can_make_none_is_asked_once() throws Exception {
        try (ArchiveTraining training = training("exit 0\n")) {
            training.perform();

            assertThat(training.isDone()).isTrue();
        }
        assertThat(ClassArchive.of(jar).flags()).isEmpty();
    }

    @Test
    void a_second_runner_that_does_not_end_well_proves_nothing() throws Exception {
        try (ArchiveTraining training = training(WRITES + "exit 143\n")) {
            assertThatThrownBy(training::perform).isInstanceOf(IOException.class).hasMessageContaining("143");

            assertThat(training.isDone()).isFalse();
        }
        assertThat(lib()).containsExactly(jar);
    }

    @Test
    void what_a_killed_daemon_left_of_one_is_removed() throws Exception {
        Files.createDirectories(home.lib().resolve("training/home"));

        try (ArchiveTraining training = training("exit 0\n")) {
            training.tidy();
        }

        assertThat(lib()).containsExactly(jar);
    }

    @Test
    void closed_it_leaves_neither_processes_nor_files() throws Exception {
        Path pid = folder.resolve("pid");
        try (ArchiveTraining training = training("sleep 300 & echo $! > " + pid + "; wait\n")) {
            Thread thread = new Thread(() -> {
                try {
                    training.perform();
                } catch (IOException | InterruptedException ended) {
                    // the training was ended
                }
            });
            thread.start();
            await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());

            training.close();
            thread.join(Duration.ofSeconds(30).toMillis());

            assertThat(thread.isAlive()).isFalse();
        }
        long sleep = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> ProcFs.system().identify(sleep).isEmpty());
        assertThat(lib()).containsExactly(jar);
    }
}
