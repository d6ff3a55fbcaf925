package dev.dpm.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.command.Json;
import dev.dpm.incident.Cause;
import dev.dpm.testing.Tries;
import dev.dpm.testing.Views;
import dev.dpm.view.IncidentView;
import dev.dpm.view.StatusView;
import dev.dpm.view.StoryView;
import dev.dpm.view.TargetView;

/**
 * Tests what the operator reads from the answer of a dpm-runner. The answer is a status as the runner itself writes it.
 */
class ReportReaderTest {

    private static final Instant AT = Instant.parse("2026-11-29T10:02:00Z");

    @Test
    void figures_and_state_are_those_of_the_runner() throws Exception {
        Report report = read(Views.running("web"));

        assertThat(report.target()).isEqualTo("web");
        assertThat(report.state()).isEqualTo("RUNNING");
        assertThat(report.trouble()).isEmpty();
        assertThat(report.memory().value()).contains(212.0 * Views.MIB);
        assertThat(report.memory().bound()).contains(500.0 * Views.MIB);
        assertThat(report.cpu().threshold()).contains(80.0);
        assertThat(report.reason()).isEqualTo("started by command");
    }

    @Test
    void trouble_without_an_incident_is_named_by_what_the_status_tells() throws Exception {
        assertThat(trouble(Views.backoff("a"))).isEqualTo("CRASH exit code 1");
        assertThat(trouble(Views.fatal("a"))).isEqualTo("GAVE_UP ");
        assertThat(trouble(Views.inBreach("a"))).isEqualTo("CPU ");
        assertThat(trouble(Views.exited("a", 3, AT, Optional.empty(), true))).isEqualTo("CRASH exit code 3");
        assertThat(read(Views.exited("a", 0, AT, Optional.empty(), false)).trouble()).isEmpty();
        assertThat(read(Views.waiting("a")).trouble()).isEmpty();
        assertThat(read(Views.checked("a", Outcome.PASSED)).trouble()).isEmpty();
    }

    @Test
    void an_incident_at_the_time_of_the_trouble_names_its_cause() throws Exception {
        Finding found = read(told(Views.inBreach("a"), "forecast", AT.plusSeconds(2))).trouble().orElseThrow();

        assertThat(found.cause()).isEqualTo(Cause.FORECAST);
        assertThat(found.since()).contains(AT);
        assertThat(found.sentence()).isEqualTo("memory 1 GiB");
        assertThat(found.common()).isEqualTo("memory grew until the limit");
    }

    @Test
    void an_older_incident_is_not_the_cause_of_the_trouble() throws Exception {
        Report report = read(told(Views.inBreach("a"), "oom kill", AT.minusSeconds(600)));

        assertThat(report.trouble().orElseThrow().cause()).isEqualTo(Cause.CPU);
        assertThat(report.incident().orElseThrow().cause()).isEqualTo(Cause.OOM_KILL);
    }

    @Test
    void of_several_targets_the_one_in_trouble_is_told() throws Exception {
        assertThat(read(Views.running("a"), Views.fatal("b"), Views.running("c")).target()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '"', textBlock = """
            ''                          | no JSON
            <html>                      | no JSON
            [1]                         | no JSON object
            {}                          | it has no targets
            {"targets":{}}              | it has no targets
            {"targets":[]}              | no target yet
            {"targets":[7,null,"x"]}    | no name or no state
            {"targets":[{"a":1},]}      | no JSON
            """, ignoreLeadingAndTrailingWhitespace = true)
    void what_is_no_status_is_refused_with_a_sentence(String body, String sentence) {
        assertThatThrownBy(() -> ReportReader.read(bytes(body))).isInstanceOf(BadReport.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void lies_become_unknown_figures_and_short_words() throws Exception {
        Report report = ReportReader.read(bytes("{\"targets\":[{\"name\":\"" + "n".repeat(5000)
                + "\",\"state\":\"<script>\",\"memory_bytes\":-1,\"cpu_percent\":\"80\",\"restarts\":-7,\"reason\":"
                + "\"a\\u001b[31mred\\nline\\u202e\",\"limits\":[1],\"story\":{\"incident\":{\"cause\":\"magic\"}}}]}"));

        assertThat(report.target()).hasSizeLessThanOrEqualTo(300);
        assertThat(report.state()).isEqualTo("UNKNOWN");
        assertThat(report.memory().value()).isEmpty();
        assertThat(report.cpu().value()).isEmpty();
        assertThat(report.restarts()).isZero();
        assertThat(report.reason()).isEqualTo("ared line");
        assertThat(report.incident()).isEmpty();
    }

    @Test
    void nesting_is_bounded() {
        assertThatThrownBy(() -> ReportReader.read(bytes("{\"targets\":" + "[".repeat(100_000))))
                .isInstanceOf(BadReport.class);
    }

    @Test
    void parts_that_would_take_much_memory_as_objects_are_bounded() {
        assertThatThrownBy(() -> ReportReader.read(bytes("{\"more\":[" + "{},".repeat(80_000) + "{}],\"targets\":[]}")))
                .isInstanceOf(BadReport.class).hasMessage("its answer is no JSON");
    }

    @Test
    void any_bytes_are_a_report_or_a_sentence() {
        byte[] sound = bytes(Json.plain().line(new StatusView(Views.runner(), List.of(Views.fatal("a")))));
        Tries.of(300).check(any -> {
            byte[] body = sound.clone();
            for (int i = any.between(0, 20); i > 0; i--) {
                body[any.random().nextInt(body.length)] = (byte) any.random().nextInt(256);
            }
            try {
                assertThat(ReportReader.read(body).state()).matches("[A-Z_]{1,20}");
            } catch (BadReport e) {
                assertThat(e).hasMessageStartingWith("its ");
            }
        });
    }

    private static TargetView told(TargetView target, String cause, Instant at) {
        return Views.with(target, new StoryView(Optional.of(AT), Optional.of(AT), false, Optional.empty(),
                Optional.empty(), false, Optional.empty()).with(
                        Optional.of(new IncidentView("i1", at, cause, "sure",
                                "memory 1 GiB", "restarted"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"targets\":[{\"name\":null,\"state\":null}]}", "{\"targets\":[{\"name\":\"web\"}]}",
            "{\"targets\":[{\"name\":7,\"state\":\"RUNNING\"}]}", "{\"targets\":[7]}"})
    void a_target_without_name_or_state_is_no_status_of_a_dpm_runner(String body) {
        assertThatThrownBy(() -> ReportReader.read(body.getBytes(StandardCharsets.UTF_8))).isInstanceOf(BadReport.class)
                .hasMessage("its answer is not the status of a dpm-runner: a target has no name or no state");
    }

    private static String trouble(TargetView target) throws BadReport {
        return read(target).trouble().map(found -> found.cause() + " " + found.detail()).orElse("none");
    }

    private static Report read(TargetView... targets) throws BadReport {
        return ReportReader.read(bytes(Json.plain().pretty(new StatusView(Views.runner(), Arrays.asList(targets)))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
