package dev.dpm.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.incident.Cause;
import dev.dpm.incident.DeepLook.Found;
import dev.dpm.incident.Finding;
import dev.dpm.incident.Opening;
import dev.dpm.incident.Subject;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.testing.TargetSpecs;

class LocalDeepLookTest {

    private static LocalDeepLook look() {
        return new LocalDeepLook((process, signal) -> {
            throw new AssertionError("nobody is to get " + signal);
        }, target -> Path.of("/nowhere"));
    }

    private static Opening opening(String command, boolean alive) throws IOException {
        long pid = ProcessHandle.current().pid();
        return new Opening(new Subject(TargetSpecs.target("web", "on_incident=" + command), 3,
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

    @Test
    void a_command_that_hangs_is_ended_in_time_and_what_it_wrote_is_kept() throws Exception {
        long began = System.nanoTime();
        Found found = look().take(opening("echo first; sleep 60; echo never", false), "i1",
                Duration.ofMillis(700));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(text(found, "on_incident.txt")).isEqualTo("first\n");
        assertThat(found.missing().get("on_incident")).contains("within 0.7 s");
    }

    @Test
    void a_jvm_is_asked_for_its_threads_and_its_heap() throws Exception {
        Found found = look().take(opening("off", true), "i1", Duration.ofSeconds(60));

        assertThat(text(found, "jvm-threads.txt")).contains("\"main\"", "Full thread dump");
        assertThat(text(found, "jvm-heap.txt")).contains("java.lang.String");
    }
}
