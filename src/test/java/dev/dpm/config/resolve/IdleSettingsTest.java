package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Requests;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;

/** Tests the warnings about settings that have no effect because another option is missing or off. */
class IdleSettingsTest {

    private static Settings settings(String texts, Source source, String place) {
        Settings settings = Settings.none();
        int line = 1;
        for (String pair : texts.split(" ")) {
            String[] parts = pair.split("=", 2);
            Option<?> option = Options.byName(parts[0]).orElseThrow();
            settings = settings.known(option, parts[1],
                    new Origin(source, source == Source.FLAG ? option.flag() : place + line++));
        }
        return settings;
    }

    private static List<String> warnings(Settings... each) {
        Findings findings = new Findings();
        IdleSettings.warn(List.of(each), findings);
        return findings.warnings();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schedule_missed=once            | schedule_missed has no effect without schedule
            schedule_missed=once schedule=off | schedule_missed has no effect while schedule is off
            schedule_overlap=kill restart_schedule=@daily | schedule_overlap has no effect without schedule
            timezone=Europe/Berlin          | timezone has no effect without schedule or restart_schedule
            restart_with=true               | restart_with has no effect without depends_on
            watch_debounce=1                | watch_debounce has no effect without watch
            watch_ignore=*.log              | watch_ignore has no effect without watch
            watch_action=restart            | watch_action has no effect without watch
            start_timeout=5                 | start_timeout has no effect without ready, ready_output, pre_start, post_start or reload_command
            start_timeout=5 ready=alive     | start_timeout has no effect without ready_output, pre_start, post_start or reload_command, while ready is alive
            check_interval=5                | check_interval has no effect without http_check, tcp_check or exec_check
            check_timeout=5                 | check_timeout has no effect without http_check, tcp_check or exec_check
            check_failures=5                | check_failures has no effect without http_check, tcp_check or exec_check
            breach_samples=4 cpu_threshold=off memory_threshold=off | breach_samples has no effect while cpu_threshold is off and memory_threshold is off
            on_incident=x evidence_seconds=0 | on_incident has no effect while evidence_seconds is 0
            on_exhausted=exit max_restarts=-1 | on_exhausted has no effect while max_restarts is -1
            log_keep=3 output=null          | log_keep has no effect without stderr, while output is null
            port=80 console=off             | port has no effect while console is off
            token_file=/x console=off       | token_file has no effect while console is off
            tls_folder=/x                   | tls_folder has no effect without tls_port
            """)
    void a_setting_that_needs_another_option_is_a_warning_with_its_line(String texts, String sentence) {
        assertThat(warnings(settings(texts, Source.FILE, "dpm.yaml line "))).containsExactly("dpm.yaml line 1: "
                + sentence);
    }

    @ParameterizedTest
    @CsvSource({"schedule_missed=once schedule=@daily", "timezone=UTC restart_schedule=@daily", "restart_with=false",
            "restart_with=true depends_on=db", "watch_debounce=1 watch=src", "start_timeout=5 pre_start=x",
            "start_timeout=5 ready_output=up", "watchdog_seconds=5", "start_grace=5", "breach_samples=4",
            "check_interval=5 tcp_check=localhost:1 ready=check", "on_incident=off evidence_seconds=0",
            "on_exhausted=exit max_restarts=0", "log_keep=3 output=null stderr=apart", "log_keep=3", "port=80"})
    void a_setting_with_what_it_needs_is_none(String texts) {
        assertThat(warnings(settings(texts, Source.FILE, "dpm.yaml line "))).isEmpty();
    }

    @Test
    void what_targets_share_is_idle_only_if_no_target_uses_it() {
        Settings shared = settings("watch_debounce=1", Source.FILE, "defaults, line ");
        Settings user = settings("watch=src", Source.FILE, "web, line ").over(shared);
        Settings other = settings("nice=1", Source.FILE, "db, line ").over(shared);

        assertThat(warnings(other, user)).isEmpty();
        assertThat(warnings(other, shared)).containsExactly(
                "defaults, line 1: watch_debounce has no effect without watch");
    }

    @Test
    void a_flag_is_named_as_flags_are_and_a_variable_is_never_warned_about() {
        assertThat(warnings(settings("watch_debounce=1", Source.FLAG, "")))
                .containsExactly("--watch_debounce: has no effect without --watch");
        assertThat(warnings(settings("watch_debounce=1", Source.ENVIRONMENT, "DPM_WATCH_DEBOUNCE"))).isEmpty();
    }

    @Test
    void a_request_warns_and_stays_sound() {
        var resolution = Requests.in(Path.of("/tmp")).command("sleep", "1").flag("timezone", "UTC")
                .flag("console", "off").flag("port", "80").resolve();

        assertThat(resolution.isSound()).isTrue();
        assertThat(resolution.warnings()).containsExactly("--port: has no effect while --console is off",
                "--timezone: has no effect without --schedule or --restart_schedule");
    }

    @Test
    void each_needed_name_is_an_option() {
        assertThat(Options.all().stream().flatMap(option -> option.needs().stream()))
                .allSatisfy(name -> assertThat(Options.byName(name)).as(name).isPresent());
    }
}
