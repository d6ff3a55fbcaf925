package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/**
 * Tests the order in which a process's descriptors are searched for an output file. For {@code echo x >&2}, a shell
 * connects its stdout to the file of its stderr for a moment. A search at that moment must find the file through the
 * stderr.
 */
class OutputWritersTest {

    @Test
    void a_file_of_errors_is_sought_through_stderr_first() {
        assertThat(OutputWriters.descriptors(7, true)).containsExactly(Path.of("/proc/7/fd/2"),
                Path.of("/proc/7/fd/1"));
    }

    @Test
    void a_log_is_sought_through_stdout_first() {
        assertThat(OutputWriters.descriptors(7, false)).containsExactly(Path.of("/proc/7/fd/1"),
                Path.of("/proc/7/fd/2"));
    }
}
