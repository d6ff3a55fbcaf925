package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void an_imaginary_process_crashes_is_restarted_and_leaves_no_thread_and_no_child() {
        Set<Long> before = ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        Rehearsal rehearsal = new Rehearsal(() -> Duration.ofNanos(System.nanoTime()), "boot");

        rehearsal.run();

        assertThat(rehearsal.launches()).isGreaterThanOrEqualTo(2);
        assertThat(ProcessHandle.current().children().map(ProcessHandle::pid)).isSubsetOf(before);
    }
}
