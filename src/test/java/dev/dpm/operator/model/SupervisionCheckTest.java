package dev.dpm.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Options;

class SupervisionCheckTest {

    @Test
    void a_name_leaves_room_for_that_of_its_config_map() {
        Supervision supervision = Samples.minimal();
        supervision.getMetadata().setName("n".repeat(249));
        assertThat(SupervisionCheck.faults(supervision)).isEmpty();

        supervision.getMetadata().setName("n".repeat(250));
        assertThat(SupervisionCheck.faults(supervision)).singleElement().asString().contains(
                "metadata.name is too long",
                "249 letters");
    }

    @Test
    void a_selector_alone_is_enough() {
        assertThat(SupervisionCheck.faults(Samples.minimal())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            memoryThreshold | lots     | spec.options.memoryThreshold 'lots' is not allowed; allowed: .+
            memoryTreshold  | 85%      | spec.options.memoryTreshold is not an option of a Supervision; did you mean memoryThreshold[?]
            memory_threshold| 85%      | spec.options.memory_threshold is not an option of a Supervision.*
            onBreach        | restart  | spec.options.onBreach 'restart' is not allowed; allowed with --attach: .+
            onBreach        | stop     | spec.options.onBreach 'stop' is not allowed; allowed with --attach: .+
            onBreach        | signal:X | spec.options.onBreach 'signal:X' is not allowed; allowed: .+
            onExhausted     | stop     | spec.options.onExhausted 'stop' is not allowed; allowed with --attach: leave or exit
            maxRestarts     | -2       | spec.options.maxRestarts '-2' is not allowed; allowed: a number of restarts .+
            monitorInterval | 0        | spec.options.monitorInterval '0' is not allowed; allowed: .+
            scriptPath      | a.py     | spec.options.scriptPath is not an option of a Supervision.*
            restart         | always   | spec.options.restart is not an option of a Supervision.*
            port            | 80       | spec.options.port is not an option of a Supervision.*
            httpCheck       | ftp://x  | spec.options.httpCheck 'ftp://x' is not allowed; allowed: .+
            """)
    void what_cannot_be_is_said_with_its_place_and_what_is_allowed(String option, String value, String sentence) {
        assertThat(SupervisionCheck.faults(Samples.with(option, value))).singleElement().asString()
                .matches(sentence.strip());
    }

    @ParameterizedTest
    @CsvSource({"memoryThreshold, 85%", "memoryThreshold, 512Mi", "cpuThreshold, 90%limit", "actBefore, off",
            "breachSamples, 'cpu=3,memory=2'", "stopSignal, SIGQUIT", "onBreach, signal:USR1", "startGrace, 2m"})
    void what_a_flag_takes_is_taken(String option, String value) {
        assertThat(SupervisionCheck.faults(Samples.with(option, value))).isEmpty();
    }

    @Test
    void numbers_are_written_as_numbers() {
        assertThat(SupervisionCheck.faults(Samples.with("memoryThreshold", 300))).isEmpty();
        assertThat(SupervisionCheck.faults(Samples.with("cpuThreshold", 0.5))).isEmpty();
    }

    @Test
    void a_list_is_no_value() {
        assertThat(SupervisionCheck.faults(Samples.with("startGrace", List.of(1, 2)))).singleElement().asString()
                .startsWith("spec.options.startGrace ");
    }

    @Test
    void a_selector_that_selects_everything_by_mistake_is_refused() {
        assertThat(SupervisionCheck.faults(Samples.of(Map.of()))).singleElement().asString()
                .startsWith("spec.selector selects nothing");
        assertThat(SupervisionCheck.faults(Samples.of(Map.of("selector", Map.of("matchLabels", Map.of())))))
                .singleElement().asString().startsWith("spec.selector selects nothing");
    }

    @Test
    void an_expression_that_is_none_is_a_fault_of_the_process() {
        assertThat(SupervisionCheck.faults(spec("process", Map.of("match", "(")))).singleElement().asString()
                .startsWith("spec.process.match '(' is not allowed");
        assertThat(SupervisionCheck.faults(spec("process", Map.of("name", "/usr/bin/app")))).singleElement()
                .asString().startsWith("spec.process.name '/usr/bin/app' is not allowed");
        assertThat(SupervisionCheck.faults(spec("process", Map.of()))).singleElement().asString()
                .startsWith("spec.process says nothing");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,    0,  10
            3,    3,  10
            25%,  2,  10
            1%,   1,  10
            0%,   0,  10
            100%, 10, 10
            """)
    void max_unavailable_is_a_number_of_pods_or_a_share(String written, int most, int pods) {
        Supervision supervision = spec("maxUnavailable", written);

        assertThat(SupervisionCheck.faults(supervision)).isEmpty();
        assertThat(supervision.getSpec().unavailableInForce().of(pods)).isEqualTo(most);
        assertThat(Samples.minimal().getSpec().unavailableInForce().of(pods)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"-1", "101%", "many", "1.5", "9999999"})
    void max_unavailable_that_is_neither_is_refused(String written) {
        assertThat(SupervisionCheck.faults(spec("maxUnavailable", written))).singleElement().asString().isEqualTo(
                "spec.maxUnavailable '" + written + "' is not allowed; allowed: a number of pods from 0, or a share of "
                        + "them such as 25%");
    }

    @Test
    void health_that_reaches_nobody_is_refused() {
        assertThat(SupervisionCheck.faults(spec("liveness", "leave"))).singleElement().asString()
                .startsWith("spec.options.onBreach 'unhealthy' reaches nobody");
    }

    @Test
    void every_fault_is_said_at_once() {
        Map<String, Object> spec = new HashMap<>(Map.of("options", Map.of("maxRestarts", "x", "onBreach", "restart"),
                "process", Map.of("match", "(")));

        assertThat(SupervisionCheck.faults(Samples.of(spec))).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void options_are_those_of_attach_in_camel_case() {
        assertThat(OptionNames.all()).containsEntry("memoryThreshold", Options.MEMORY_THRESHOLD)
                .containsEntry("actBefore", Options.ACT_BEFORE)
                .doesNotContainValue(Options.ATTACH).doesNotContainValue(Options.RESTART)
                .doesNotContainValue(Options.MATCH).doesNotContainValue(Options.PORT_NUMBER)
                .doesNotContainValue(Options.SUCCESS_EXIT_CODES);
    }

    private static Supervision spec(String field, Object value) {
        return Samples.of(Map.of("selector", Samples.selector(), field, value));
    }
}
