package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchFaultTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Cannot run program "/x": error=11, Resource temporarily unavailable | true
            Cannot run program "/x": error=12, Cannot allocate memory           | true
            Cannot run program "/x": error=24, Too many open files              | true
            Cannot run program "/x": Exec failed, error: 23 (Too many)          | true
            Cannot run program "/x": error=0, Failed to exec spawn helper: pid: 7, exit value: 127            | true
            Cannot run program "/x": Failed to exec spawn helper: pid: 7, exit code: 127, error: 0 (none)     | true
            Cannot run program "/x": Bad file descriptor                        | true
            Cannot run program "/x": error=7, Argument list too long            | false
            Cannot run program "/x": error=13, Permission denied                | false
            Cannot run program "/x": Exec failed, error: 2 (No such file)       | false
            """)
    void blames_the_runner_for_what_the_runner_lacks(String message, boolean runners) {
        assertThat(LaunchFault.isRunners(new IOException(message))).isEqualTo(runners);
    }

    @Test
    void blames_the_runner_for_threads_and_its_own_files() {
        assertThat(LaunchFault.isRunners(new IOException("x", new OutOfMemoryError("no thread")))).isTrue();
        assertThat(LaunchFault.isRunners(new FileNotFoundException("/home/logs/web.log (No space left)"))).isTrue();
    }

    @Test
    void says_what_java_says_without_its_advice_where_nothing_is_lacking() {
        assertThat(LaunchFault.words(new IOException("Cannot run program \"/x\": error: 2 (none) \nPossible reasons:")))
                .isEqualTo("Cannot run program \"/x\": error: 2 (none)");
    }

    @Test
    void knows_an_output_file_that_cannot_be_opened_by_what_java_wraps() {
        IOException wrapped = new IOException("Cannot run program \"/x\": /home/web.log (Read-only file system)",
                new FileNotFoundException("/home/web.log (Read-only file system)"));

        assertThat(LaunchFault.isOfOutput(wrapped)).isTrue();
        assertThat(LaunchFault.isOfOutput(new IOException("Cannot run program \"/x\": error=2, No such file",
                new IOException("error=2, No such file")))).isFalse();
    }
}
