package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.LaunchFailure;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Reach;

class ReachProbeTest {

    @TempDir
    Path folder;

    @Test
    void everything_is_permitted_with_a_process_of_the_same_user_and_the_process_lives_on() throws LaunchFailure {
        try (Launches launches = new Launches(folder)) {
            ProcessIdentity child = launches.sh("exec sleep 60");

            Reach reach = new ReachProbe().of(child);

            assertThat(reach).isEqualTo(new Reach(true, true, true, true, true));
            assertThat(launches.targetProcesses.isAlive(child)).isTrue();
        }
    }

    @Test
    void nothing_is_permitted_with_a_process_that_is_gone() {
        assertThat(new ReachProbe().of(new ProcessIdentity(Integer.MAX_VALUE, 1, "boot")))
                .isEqualTo(new Reach(false, false, false, false, false));
    }
}
