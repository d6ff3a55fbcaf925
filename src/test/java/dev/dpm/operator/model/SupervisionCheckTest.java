package dev.dpm.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.Options;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.process.Signal;

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
            onBreach        | restart  | spec.options.onBreach 'restart' is not allowed; allowed: terminate, signal:NAME, unhealthy or none
            onBreach        | stop     | spec.options.onBreach 'stop' is not allowed; allowed: terminate, signal:NAME, unhealthy or none
            onBreach        | signal:X | spec.options.onBreach 'signal:X' is not allowed; allowed: terminate, signal:NAME, unhealthy or none
            onExhausted     | stop     | spec.options.onExhausted 'stop' is not allowed; allowed: leave or exit
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

    /** A sentence names a word as allowed exactly if a Supervision with this word is valid. */
    @ParameterizedTest
    @EnumSource(Liveness.class)
    void a_sentence_about_a_word_names_the_words_that_are_valid_there(Liveness liveness) {
        Map<String, List<String>> words = new TreeMap<>();
        words.put("onBreach", words(BreachAction.Kind.class));
        OptionNames.all().forEach((name, option) -> option.defaultValue()
                .filter(value -> value instanceof Enum<?> && !(value instanceof Signal))
                .ifPresent(value -> words.put(name, words(((Enum<?>) value).getDeclaringClass()))));
        assertThat(words).containsKeys("onExhausted", "memoryBasis");

        words.forEach((option, all) -> {
            String sentence = faults(liveness, option, "zzz").get(0);
            List<String> named = List.of(sentence.replaceFirst(".*; allowed[^:]*: ", "").split(", | or "));
            assertThat(named).as(sentence).containsExactlyInAnyOrderElementsOf(all.stream()
                    .map(word -> word.equals("signal") ? "signal:NAME" : word)
                    .filter(word -> faults(liveness, option, word.replace("NAME", "USR1")).isEmpty()).toList());
        });
    }

    private static List<String> words(Class<?> constants) {
        return Arrays.stream(constants.getEnumConstants())
                .map(each -> each.toString().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
    }

    private static List<String> faults(Liveness liveness, String option, String value) {
        // the default of onBreach is not valid with each liveness
        Map<String, String> options = new HashMap<>(Map.of("onBreach", "none"));
        options.put(option, value);
        return SupervisionCheck.faults(Samples.of(Map.of("selector", Samples.selector(), "liveness",
                liveness.name().toLowerCase(Locale.ROOT), "options", options)));
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits   | memory         | lots                         | spec.resources.limits.memory 'lots' is not allowed; allowed: .+
            limits   | memory         | -5Mi                         | spec.resources.limits.memory '-5Mi' is not allowed; allowed: .+
            limits   | memory         | 64MB                         | spec.resources.limits.memory '64MB' is not allowed; allowed: .+
            limits   | memory         | 9999999999999999999999999Ei  | spec.resources.limits.memory '9+Ei' is not allowed; allowed: .+
            requests | cpu            | one                          | spec.resources.requests.cpu 'one' is not allowed; allowed: .+250m or 1
            limits   | meomry         | 5Mi                          | spec.resources.limits has 'meomry'; allowed: cpu, memory and .+
            requests | nvidia.com/gpu | 1                            | spec.resources.requests has 'nvidia.com/gpu'; allowed: .+
            """)
    void resources_that_the_api_server_would_refuse_in_a_pod_are_refused(String part, String name, String amount,
            String sentence) {
        assertThat(SupervisionCheck.faults(spec("resources", Map.of(part, Map.of(name, amount))))).singleElement()
                .asString().matches(sentence);
    }

    @Test
    void a_request_is_at_most_its_limit() {
        assertThat(SupervisionCheck.faults(spec("resources", Map.of("requests", Map.of("memory", "128Mi"), "limits",
                Map.of("memory", "64Mi"))))).singleElement().asString()
                .isEqualTo("spec.resources.requests.memory '128Mi' is not allowed; allowed: at most the limit, 64Mi");
        assertThat(SupervisionCheck.faults(spec("resources", Map.of("requests", Map.of("memory", "0.5Gi", "cpu", "1"),
                "limits", Map.of("memory", "512Mi", "cpu", "1000m", "ephemeral-storage", "1e6"))))).isEmpty();
        assertThat(SupervisionCheck.faults(spec("resources", Map.of("limits", Map.of("memory", 134217728)))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" dpm:1", "dpm:1 ", "not an image", "UPPER/Case:tag", "dpm:", "dpm@sha256:1",
            "http://h/dpm",
            "-dpm", "dpm:-1", "a//b"})
    void what_is_no_name_of_an_image_is_refused(String image) {
        assertThat(SupervisionCheck.faults(spec("image", image))).singleElement().asString()
                .startsWith("spec.image '" + image + "' is not allowed; allowed: the name of an image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpm", "dpm-runner:0.1.0", "localhost:5000/dpm-runner",
            "registry.example.org/a/b__c/d.e:V1",
            "[::1]:5000/dpm:x", "Registry.example.org/dpm",
            "dpm@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
    void a_name_of_an_image_is_taken(String image) {
        assertThat(SupervisionCheck.faults(spec("image", image))).isEmpty();
    }

    @Test
    void an_id_has_31_bits() {
        assertThat(SupervisionCheck.faults(spec("runAs", Map.of("user", 99_999_999_999_999L, "group", 2_147_483_647))))
                .singleElement().asString()
                .isEqualTo("spec.runAs.user '99999999999999' is not allowed; allowed: 0 to 2147483647");
        assertThat(SupervisionCheck.faults(spec("runAs", Map.of("group", -1)))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a                        | Is           | x      | spec.selector.matchExpressions has the operator 'Is'; allowed: .+
            a                        | In           |        | spec.selector.matchExpressions with operator In has no values; .+
            a                        | Exists       | x      | spec.selector.matchExpressions with operator Exists has values; .+
            a b                      | In           | x      | spec.selector.matchExpressions has the key 'a b'; allowed: .+
            UPPER.example/a          | DoesNotExist |        | spec.selector.matchExpressions has the key 'UPPER.example/a'; .+
            a                        | NotIn        | x y    | spec.selector.matchExpressions with key a has the value 'x y'; .+
            """)
    void a_selector_that_kubernetes_would_refuse_is_refused(String key, String operator, String value,
            String sentence) {
        Map<String, Object> expression = Map.of("key", key, "operator", operator, "values",
                value == null ? List.of() : List.of(value));
        assertThat(SupervisionCheck.faults(Samples.of(Map.of("selector", Map.of("matchExpressions",
                List.of(expression)))))).singleElement().asString().matches(sentence);
    }

    @Test
    void labels_of_a_selector_are_those_of_kubernetes() {
        assertThat(SupervisionCheck.faults(Samples.of(Map.of("selector", Map.of("matchLabels", Map.of(
                "app.kubernetes.io/name", "Web_1.x", "tier", "")))))).isEmpty();
        assertThat(SupervisionCheck.faults(Samples.of(Map.of("selector", Map.of("matchLabels", Map.of("app", "a b"))))))
                .singleElement().asString().startsWith("spec.selector.matchLabels.app has the value 'a b'; allowed: ");
        assertThat(SupervisionCheck.faults(Samples.of(Map.of("selector", Map.of("matchLabels", Map.of("a".repeat(64),
                "b")))))).singleElement().asString().startsWith("spec.selector.matchLabels has the key ");
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
