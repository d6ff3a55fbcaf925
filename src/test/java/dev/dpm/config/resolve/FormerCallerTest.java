package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.ConfigFile;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.Requests;
import dev.dpm.config.Settings;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;

class FormerCallerTest {

    @TempDir
    Path folder;

    private TargetSpec target(Requests caller, Entry... entries) {
        ConfigFile file = new ConfigFile(folder.resolve("dpm.yaml"), List.of(), List.of(),
                List.of(new ConfigFile.Target(
                        "web", "dpm.yaml line 2", List.of("sleep", "60"), List.of(), List.of(entries))));
        Resolution resolution = caller.flag("config", "dpm.yaml").resolve(file);
        assertThat(resolution.isSound()).as(resolution.toString()).isTrue();
        return resolution.targets().get(0);
    }

    private Requests in(String name) throws IOException {
        return Requests.in(Files.createDirectories(folder.resolve(name))).variable("WHO", name);
    }

    @Test
    void what_nothing_was_written_over_is_the_callers() throws IOException {
        StartRequest was = in("first").flag("cpu_threshold", "70").run().request();

        StartRequest told = FormerCaller.of(target(new Requests(was)), in("second").request());

        assertThat(told.cwd()).isEqualTo(was.cwd());
        assertThat(told.umask()).isEqualTo(was.umask());
        assertThat(told.environment()).isEqualTo(was.environment());
        assertThat(told.foreground()).isTrue();
        assertThat(told.flags()).isEqualTo(
                Map.of("config", folder.resolve("dpm.yaml").toString(), "cpu_threshold", "70"));
    }

    @Test
    void where_the_target_hides_it_todays_caller_steps_in() throws IOException {
        TargetSpec target = target(in("first").variable("PORT", "1").variable("KEPT", "k"),
                new Entry("cwd", folder.toString(), "dpm.yaml line 3"),
                new Entry("env", "PORT=8000" + Settings.SEPARATOR + "SECRET=x" + Settings.SEPARATOR + "WHO=me",
                        "dpm.yaml line 4"));
        StartRequest today = in("second").variable("PORT", "2").variable("NEW", "n").request();

        StartRequest told = FormerCaller.of(target, today);

        assertThat(told.cwd()).isEqualTo(today.cwd());
        assertThat(told.environment()).containsEntry("PORT", "2").containsEntry("WHO", "second")
                .containsEntry("KEPT", "k").doesNotContainKeys("SECRET", "NEW");
        assertThat(told.foreground()).isFalse();
    }
}
