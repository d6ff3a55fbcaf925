package dev.dpm.config;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.config.value.BadValue;
import dev.dpm.config.value.HostPort;
import dev.dpm.process.NativePaths;

class TargetSpecTest {

    @Test
    void what_settings_say_is_put_into_values_when_the_spec_is_made() {
        TargetSpec spec = target("web", "cpu_threshold=70", "max_restarts=9", "stop_grace=2", "tcp_check=h:1");

        assertThat(spec.thresholds()).isSameAs(spec.thresholds());
        assertThat(spec.thresholds().cpu()).isEqualTo(new Threshold.At(70));
        assertThat(spec.restarts().max()).isEqualTo(9);
        assertThat(spec.stopping().grace()).isEqualTo(Duration.ofSeconds(2));
        assertThat(spec.checks().tcp()).contains(new HostPort("h", 1));
    }

    /** A path consists of bytes, which need not be valid UTF-8. */
    @Test
    void a_pid_file_may_have_any_name() throws BadValue {
        TargetSpec spec = target("web", "pid_file=/run/w\udce9b.pid");

        assertThat(spec.pidFile().map(NativePaths::text)).contains("/run/w\udce9b.pid");
        assertThat(target("web").differencesTo(spec).toString()).contains("/run/w\\xE9b.pid");
    }

    @Test
    void other_settings_are_other_values() throws BadValue {
        TargetSpec spec = target("web", "cpu_threshold=70");
        TargetSpec changed = spec.withSettings(spec.settings().changed(Options.CPU_THRESHOLD, "off", "somebody"));

        assertThat(changed.thresholds().cpu()).isEqualTo(Threshold.OFF);
        assertThat(changed).isNotEqualTo(spec);
        assertThat(changed.written()).isEqualTo(spec).hasSameHashCodeAs(spec);
    }

    /** The masked command is kept, since each page of the console shows the commands of all targets. */
    @Test
    void the_command_for_people_is_masked_once_and_not_for_each_page() {
        TargetSpec spec = target("web");

        assertThat(spec.shownCommand()).isEqualTo(String.join(" ", Secrets.mask(spec.command())))
                .isSameAs(spec.shownCommand());
    }
}
