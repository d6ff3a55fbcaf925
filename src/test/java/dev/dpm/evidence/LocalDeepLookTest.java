package dev.dpm.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.TargetSpec;
import dev.dpm.incident.Cause;
import dev.dpm.incident.DeepLook.Found;
import dev.dpm.incident.Finding;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.Subject;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.local.Subreaper;
import dev.dpm.testing.TargetSpecs;

class LocalDeepLookTest {

    private static LocalDeepLook look() {
        return look(new LocalReader());
    }

    private static LocalDeepLook look(Reader reader) {
        return new LocalDeepLook(reader, (process, signal) -> {
            throw new AssertionError("nobody is to get " + signal);
        }, target -> Path.of("/nowhere"));
    }

    private static IncidentTrigger opening(String command, boolean alive) throws IOException {
        return opening(TargetSpecs.target("web", "on_incident=" + command), alive);
    }

    private static IncidentTrigger opening(TargetSpec spec, boolean alive) throws IOException {
        long pid = ProcessHandle.current().pid();
        return new IncidentTrigger(new Subject(spec, 3,
                Optional.of(new ProcessIdentity(pid, 1, "boot")), Duration.ofSeconds(5), alive, Optional.empty(),
                List.of(), List.of()), Finding.of(Cause.MEMORY, "memory 1 > 0"), "restarting", true, Duration.ZERO);
    }

    private static String text(Found found, String file) {
        return new String(found.files().get(file), StandardCharsets.UTF_8);
    }

    @Test
    void the_users_command_knows_the_facts_and_its_output_is_kept() throws Exception {
        Found found = look().take(opening("echo $DPM_INCIDENT_TARGET $DPM_INCIDENT_CAUSE $DPM_INCIDENT_PID"
                + " $DPM_INCIDENT_ID; echo err >&2", false), "i1", Duration.ofSeconds(20));

        assertThat(text(found, "on_incident.txt"))
                .isEqualTo("web memory " + ProcessHandle.current().pid() + " i1\nerr\n");
        assertThat(found.missing()).isEmpty();
    }

    /**
     * The runner reaps orphans all the time, and would take a child for an orphan if the thread that waits for the
     * child had ended.
     */
    @Test
    void the_exit_code_of_a_command_that_closes_its_output_early_is_not_lost() throws Exception {
        Subreaper subreaper = new Subreaper();
        AtomicBoolean ended = new AtomicBoolean();
        Thread reaper = new Thread(() -> {
            while (!ended.get()) {
                subreaper.reapOrphans(Set::of);
            }
        });
        reaper.start();
        try {
            for (int i = 0; i < 10; i++) {
                Found found = look().take(opening("exec >&- 2>&-; sleep 0.1; exit 7", false), "i1",
                        Duration.ofSeconds(20));

                assertThat(found.missing()).containsEntry("on_incident", "it ended with exit code 7");
            }
        } finally {
            ended.set(true);
            reaper.join();
        }
    }

    @Test
    void a_command_that_hangs_is_ended_in_time_and_what_it_wrote_is_kept() throws Exception {
        long began = System.nanoTime();
        Found found = look().take(opening("echo first; sleep 60; echo never", false), "i1",
                Duration.ofMillis(700));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(text(found, "on_incident.txt")).isEqualTo("first\n");
        assertThat(found.missing().get("on_incident")).contains("within 0.63 s");
    }

    @Test
    void a_jvm_is_asked_for_its_threads_and_its_heap() throws Exception {
        Found found = look().take(opening("off", true), "i1", Duration.ofSeconds(60));

        assertThat(text(found, "jvm-threads.txt")).contains("\"main\"", "Full thread dump");
        assertThat(text(found, "jvm-heap.txt")).contains("java.lang.String");
    }

    @Test
    void a_proc_that_hangs_delays_nothing_and_the_users_command_is_run_all_the_same() throws Exception {
        HangingReader proc = new HangingReader("/exe");
        long began = System.nanoTime();

        Found found = look(proc).take(opening("echo looked", true), "i1", Duration.ofSeconds(2));

        Duration took = Duration.ofNanos(System.nanoTime() - began);
        proc.letGo.countDown();
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(text(found, "on_incident.txt")).isEqualTo("looked\n");
        assertThat(found.missing().get("jvm-threads"))
                .isEqualTo("it could not be begun within 1.14 s: /proc or its folder hangs");
        assertThat(found.files()).doesNotContainKeys("jvm-threads.txt", "jvm-heap.txt");
    }

    @Test
    void a_folder_that_hangs_delays_neither_the_caller_nor_the_questions_to_a_jvm() throws Exception {
        TargetSpec web = TargetSpecs.target("web", "on_incident=echo looked; exec sleep 611");
        IncidentTrigger opening = opening(new TargetSpec(web.name(), web.command(), Path.of("/away"), Map.of(), "0022",
                web.settings(), web.source()), true);
        HangingReader disk = new HangingReader("/away");
        long began = System.nanoTime();

        Found found = look(disk).take(opening, "i1", Duration.ofSeconds(5));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(found.missing()).containsEntry("on_incident",
                "it could not be begun within 4.9 s: /proc or its folder hangs");
        assertThat(found.files()).containsKey("jvm-threads.txt");
        disk.letGo.countDown();
        await().pollDelay(Duration.ofMillis(300)).untilAsserted(
                () -> assertThat(ProcessHandle.current().descendants().map(one -> one.info().commandLine().orElse("")))
                        .as("a command that is begun too late is ended at once")
                        .noneMatch(line -> line.contains("611")));
    }

    @Test
    void looks_that_hang_are_bounded_and_nobody_who_was_not_seen_to_be_a_jvm_gets_a_signal() throws Exception {
        HangingReader proc = new HangingReader("/exe");
        LocalDeepLook look = look(proc);
        IncidentTrigger opening = opening("off", true);
        for (int i = 0; i < LocalDeepLook.MOST_HANGING / 2; i++) {
            look.take(opening, "i1", Duration.ofMillis(20));
        }

        Found found = look.take(opening, "i1", Duration.ofMillis(200));

        assertThat(found.missing().get("jvm-threads")).contains("threads before this one still hang");
        proc.letGo.countDown();
        await().untilAsserted(() -> assertThat(look.take(opening, "i1", Duration.ofSeconds(60)).files())
                .containsKey("jvm-threads.txt"));
    }

    @ParameterizedTest
    @CsvSource({"PT2S, PT1.9S", "PT1S, PT0.9S", "PT0.2S, PT0.18S", "PT0S, PT0S"})
    void programs_are_ended_so_early_that_the_whole_look_stays_within_its_bound(Duration allowed, Duration programs) {
        assertThat(LocalDeepLook.forPrograms(allowed)).isEqualTo(programs);
    }
}
