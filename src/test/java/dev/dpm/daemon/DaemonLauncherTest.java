package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.StartRequest;

/** Tests the start of a daemon. A shell script takes the place of java. */
class DaemonLauncherTest {

    private static final String RECORD = """
            record() {
              ticks=$(sed 's/.*) //' /proc/$$/stat | cut -d' ' -f20)
              printf 'schema=1\\npid=%s\\nstart_ticks=%s\\nboot_id=%s\\nstarted_at=2026-01-01T00:00:00Z\\nfaces=%s\\n' \\
                $$ $ticks $(cat /proc/sys/kernel/random/boot_id) "$1" > $DPM_HOME/r.new
              mv $DPM_HOME/r.new $DPM_HOME/daemon.properties; }
            """;

    @TempDir
    private Path folder;
    private RuntimeDirectory home;
    private StartRequest request;

    @BeforeEach
    void prepare() throws Exception {
        home = new RuntimeDirectory(folder.resolve("new/home"));
        Files.writeString(folder.resolve("x.jar"), "jar");
        request = new StartRequest(false, Optional.empty(), Map.of("port", "80"), List.of("a", "b c"), folder, "0022",
                Map.of("SECRET", "x y"));
    }

    @AfterEach
    void endWhatWasLaunched() throws Exception {
        if (home.exists()) {
            new RecordFile(home).readAlive().filter(record -> record.identity().pid() != ProcessHandle.current().pid())
                    .flatMap(record -> ProcessHandle.of(record.identity().pid()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private DaemonLauncher launcher(String script, Duration patience) throws Exception {
        Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\n" + RECORD + script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new DaemonLauncher(new Program(java, folder.resolve("x.jar"), "0.1.0"), home, patience);
    }

    @Test
    void daemon_gets_the_request_by_pipe_and_is_found_by_its_record() throws Exception {
        Launched launched = launcher("""
                cat > $DPM_HOME/request
                echo "$@" > $DPM_HOME/arguments
                cut -d' ' -f6 /proc/$$/stat > $DPM_HOME/session
                echo "$MALLOC_ARENA_MAX $(pwd)" > $DPM_HOME/surroundings
                record starting; record up
                exec sleep 300
                """, Duration.ofSeconds(20)).launch(request, () -> {
        });

        assertThat(launched).isInstanceOf(Launched.Running.class);
        DaemonRecord record = ((Launched.Running) launched).record();
        assertThat(record.isAlive()).isTrue();
        assertThat(record.webPart()).isEqualTo(WebServerState.UP);
        assertThat(StartRequest.decode(Files.readString(home.path().resolve("request")))).isEqualTo(request);
        assertThat(Files.readString(home.path().resolve("arguments"))).contains("-Xmx32m")
                .contains("-jar " + home.lib()).endsWith(".jar run --daemon\n").doesNotContain("x y", "b c");
        assertThat(home.path().resolve("session")).hasContent(Long.toString(record.identity().pid()));
        assertThat(home.path().resolve("surroundings")).hasContent("1 /");
    }

    @Test
    void a_running_daemon_is_no_child_of_the_client_so_that_the_client_ends_at_once() throws Exception {
        Launched launched = launcher("cat > /dev/null; record up; exec sleep 300", Duration.ofSeconds(20))
                .launch(request, () -> {
                });

        ProcessHandle daemon = ProcessHandle.of(((Launched.Running) launched).record().identity().pid()).orElseThrow();
        assertThat(daemon.isAlive()).isTrue();
        // this JVM may be the daemon's parent now: other tests make the JVM the one that gets orphans
        // (PR_SET_CHILD_SUBREAPER)
        assertThat(daemon.parent().flatMap(parent -> parent.info().arguments()).map(List::of).orElse(List.of()))
                .as("arguments of the shell between daemon and client").doesNotContain("dpm-runner");
    }

    @Test
    void a_daemon_that_a_signal_ends_is_reported_with_that_signal() throws Exception {
        Launched launched = launcher("cat > /dev/null; kill -9 $$", Duration.ofSeconds(20)).launch(request, () -> {
        });

        assertThat(((Launched.Failed) launched).exitCode()).isEqualTo(137);
    }

    @Test
    void only_a_daemon_that_nobody_asked_for_is_told_so() throws Exception {
        DaemonLauncher asked = launcher("""
                cat > /dev/null
                echo "comes back: $_DPM_COMES_BACK"
                exit 1
                """, Duration.ofSeconds(20));
        DaemonLauncher comesBack = new DaemonLauncher(asked.program(), home, asked.patience(), true);

        assertThat(List.of(asked.launch(request, () -> {
        }), comesBack.launch(request, () -> {
        }))).extracting(launched -> ((Launched.Failed) launched).lastLines()).containsExactly(
                List.of("comes back: "), List.of("comes back: yes"));
    }

    @Test
    void daemon_that_ends_is_explained_and_leaves_nothing() throws Exception {
        AtomicInteger waits = new AtomicInteger();
        Launched launched = launcher("""
                cat > /dev/null
                record starting
                echo $$ > $DPM_HOME/dpm.pid; touch $DPM_HOME/dpm.lock $DPM_HOME/token $DPM_HOME/state/x
                echo 'log line' > $DPM_HOME/logs/runner.log
                sleep 0.1
                echo 'CRITICAL port 80 is taken'
                exit 7
                """, Duration.ofSeconds(20)).launch(request, waits::incrementAndGet);

        assertThat(launched).isEqualTo(new Launched.Failed(7, "the runner ended before it was up",
                List.of("CRITICAL port 80 is taken", "log line")));
        assertThat(waits.get()).isPositive();
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void what_was_there_before_stays() throws Exception {
        home.create();
        Files.writeString(home.runnerLog(), "old\n");
        Files.writeString(home.tokenFile(), "old");

        Launched launched = launcher("cat > /dev/null; echo new >> $DPM_HOME/logs/runner.log; exit 1",
                Duration.ofSeconds(20)).launch(request, () -> {
                });

        assertThat(((Launched.Failed) launched).lastLines()).containsExactly("new");
        assertThat(home.tokenFile()).hasContent("old");
        assertThat(home.runnerLog()).exists();
        assertThat(home.lib()).isEmptyDirectory();
        assertThat(home.daemonOutput()).doesNotExist();
    }

    @Test
    void state_of_a_target_that_did_run_stays() throws Exception {
        launcher("cat > /dev/null; echo wanted=true > $DPM_HOME/state/targets/web.properties; exit 1",
                Duration.ofSeconds(20)).launch(request, () -> {
                });

        assertThat(home.targetState("web")).exists();
        assertThat(home.lib()).doesNotExist();
    }

    @Test
    void daemon_that_never_says_a_word_is_ended() throws Exception {
        Launched launched = launcher("cat > /dev/null; echo $$ > %s/pid; exec sleep 300".formatted(folder),
                Duration.ofSeconds(1)).launch(request, () -> {
                });

        assertThat(launched).isInstanceOf(Launched.Failed.class);
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcFs.system().identify(pid)).isEmpty();
        assertThat(home.path()).doesNotExist();
    }

    @Test
    void gives_way_to_a_daemon_that_was_quicker() throws Exception {
        home.create();
        DaemonRecord other = DaemonRecord
                .starting(ProcFs.system().self(), new Program(Path.of("/j"), Path.of("/x"), "1"),
                        java.time.Instant.EPOCH)
                .reachable("http://127.0.0.1:1/", "http://127.0.0.1:2/", Optional.empty());
        new RecordFile(home).write(other);

        Launched launched = launcher("cat > /dev/null; exit 1", Duration.ofSeconds(20)).launch(request, () -> {
        });

        assertThat(launched).isEqualTo(new Launched.Overtaken(other));
        assertThat(new RecordFile(home).readAlive()).contains(other);
    }

    @Test
    void faces_that_failed_do_not_fail_the_launch() throws Exception {
        Launched launched = launcher("cat > /dev/null; record 'failed: no ports'; exec sleep 300",
                Duration.ofSeconds(20)).launch(request, () -> {
                });

        assertThat(((Launched.Running) launched).record().webPart()).isEqualTo(WebServerState.failed("no ports"));
    }
}
