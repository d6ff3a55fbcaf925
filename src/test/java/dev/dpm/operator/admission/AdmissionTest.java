package dev.dpm.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.zjsonpatch.JsonPatch;

import dev.dpm.operator.admission.Known.Judged;
import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.inject.ServerVersion;
import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;

class AdmissionTest {

    private static final Path RECORDED = Path.of("src/test/resources/operator/admission/pod-create.json");

    private final List<Throwable> faults = new ArrayList<>();

    @Test
    void a_recorded_review_of_a_selected_pod_is_answered_with_a_patch() throws Exception {
        JsonNode review = recorded();

        JsonNode response = asked(review, Samples.minimal());

        assertThat(response.path("uid").asText()).isEqualTo("705ab4f5-6393-11e8-b7cc-42010a800002");
        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("patchType").asText()).isEqualTo("JSONPatch");
        JsonNode pod = patched(review, response);
        assertThat(pod.at("/spec/initContainers/0/name").asText()).isEqualTo("dpm");
        assertThat(pod.at("/spec/initContainers/0/image").asText()).isEqualTo("dpm-runner:test");
        assertThat(pod.at("/metadata/annotations/dpm.dev~1supervision").asText()).isEqualTo("web");
        assertThat(pod.at("/spec/containers/0/livenessProbe/httpGet/port").asInt()).isEqualTo(9181);
    }

    @Test
    void what_the_models_do_not_know_and_what_was_null_stays() throws Exception {
        JsonNode review = recorded();

        JsonNode pod = patched(review, asked(review, Samples.minimal()));

        assertThat(pod.at("/spec/containers/0/aFieldOfTomorrow/kept").asBoolean()).isTrue();
        assertThat(pod.at("/metadata").has("creationTimestamp")).isTrue();
        assertThat(pod.at("/metadata/managedFields")).isEqualTo(review.at("/request/object/metadata/managedFields"));
    }

    @Test
    void a_second_pass_changes_nothing() throws Exception {
        ObjectNode review = recorded();
        JsonNode pod = patched(review, asked(review, Samples.minimal()));
        ((ObjectNode) review.path("request")).set("object", pod);

        JsonNode again = asked(review, Samples.minimal());

        assertThat(again.path("allowed").asBoolean()).isTrue();
        assertThat(again.has("patch")).isFalse();
    }

    @Test
    void a_pod_that_is_refused_is_created_and_says_why_once() throws Exception {
        ObjectNode review = recorded();
        ((ObjectNode) review.at("/request/object/spec")).put("hostPID", true);

        JsonNode response = asked(review, Samples.minimal());

        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("warnings").path(0).asText()).startsWith("without dpm-runner: ").contains("hostPID");
        JsonNode pod = patched(review, response);
        assertThat(pod.at("/metadata/annotations/dpm.dev~1refused").asText()).contains("hostPID");
        assertThat(pod.at("/spec")).isEqualTo(review.at("/request/object/spec"));
        ((ObjectNode) review.path("request")).set("object", pod);
        assertThat(asked(review, Samples.minimal()).has("patch")).isFalse();
    }

    @Test
    void a_pod_copied_from_a_refused_one_loses_the_sentence_with_its_reason() throws Exception {
        ObjectNode review = recorded();
        ((ObjectNode) review.at("/request/object/metadata")).putObject("annotations").put("dpm.dev/refused", "old");

        JsonNode pod = patched(review, asked(review, Samples.minimal()));

        assertThat(pod.at("/metadata/annotations").has("dpm.dev/refused")).isFalse();
        assertThat(pod.at("/metadata/annotations/dpm.dev~1supervision").asText()).isEqualTo("web");
    }

    /** Each row changes one field of the recorded review. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /request                 | operation | UPDATE        | false
            /request                 | operation | DELETE        | false
            /request/kind            | kind      | Deployment    | false
            /request                 | namespace | elsewhere     | false
            /request                 | namespace | kube-system   | false
            /request                 | namespace | dpm-system    | false
            /request/object/metadata/labels | app | another       | false
            /request/object/metadata/labels | dpm.dev/inject | false | false
            /request                 | dryRun    | true          | true
            """)
    void pods_are_injected_where_they_are_created_and_selected(String place, String field, String value,
            boolean isInjected) throws Exception {
        ObjectNode review = recorded();
        ((ObjectNode) review.at(place)).put(field, value);

        JsonNode response = asked(review, Samples.minimal());

        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.has("patch")).as("%s", response).isEqualTo(isInjected);
    }

    @Test
    void a_supervision_that_cannot_be_used_is_said_to_whoever_creates_its_pods() throws Exception {
        JsonNode response = asked(recorded(), Samples.with("memoryThreshold", "lots"));

        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.has("patch")).isFalse();
        assertThat(response.path("warnings").path(0).asText())
                .startsWith("Supervision shop/web selects the pod and cannot be used: spec.options.memoryThreshold");
    }

    @Test
    void a_pod_that_comes_before_the_supervisions_were_read_is_let_through() throws Exception {
        JsonNode response = response(Admission.ofPods(Optional::empty, faults::add), recorded());

        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("warnings").path(0).asText()).contains("has not read the Supervisions yet");
    }

    @Test
    void a_fault_inside_lets_the_pod_through_and_is_told() throws Exception {
        JsonNode response = response(Admission.ofPods(() -> {
            throw new IllegalStateException("broken");
        }, faults::add), recorded());

        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("warnings").path(0).asText()).contains("IllegalStateException");
        assertThat(faults).singleElement().asString().contains("broken");
    }

    @Test
    void a_pod_of_another_shape_is_let_through_with_a_sentence() throws Exception {
        ObjectNode review = recorded();
        ((ObjectNode) review.at("/request/object/spec")).put("containers", "none");

        JsonNode response = asked(review, Samples.minimal());

        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("warnings").path(0).asText()).contains("which it cannot read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                                                   | the body is empty
            not json                                                             | the body is not JSON
            {}                                                                   | not of kind AdmissionReview
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1"}   | not of kind AdmissionReview
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}        | no request with a uid
            """)
    void what_is_no_review_is_said_to_be_none(String body, String sentence) {
        String plain = body.replace("\"\"", "\"");

        assertThatThrownBy(() -> ofPods(Samples.minimal()).answer(plain.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadReview.class).hasMessageContaining(sentence);
    }

    @Test
    void a_supervision_is_refused_in_the_words_of_the_command_line() throws Exception {
        JsonNode response = judged(Samples.with("actBefore", "soon"), supervision -> {
        });

        assertThat(response.path("allowed").asBoolean()).isFalse();
        assertThat(response.at("/status/code").asInt()).isEqualTo(422);
        assertThat(response.at("/status/message").asText()).startsWith("spec.options.actBefore 'soon'")
                .contains("allowed");
    }

    @Test
    void a_misspelled_field_of_a_supervision_is_refused_with_the_one_that_was_meant() throws Exception {
        JsonNode response = judged(Samples.minimal(),
                supervision -> ((ObjectNode) supervision.at("/spec/selector")).putObject("matchLabel"));

        assertThat(response.path("allowed").asBoolean()).isFalse();
        assertThat(response.at("/status/message").asText()).contains("spec.selector.matchLabel", "matchLabels");
    }

    @Test
    void a_sound_supervision_is_allowed_and_one_that_goes_is_not_held() throws Exception {
        assertThat(judged(Samples.minimal(), supervision -> {
        }).path("allowed").asBoolean()).isTrue();
        assertThat(judged(Samples.with("actBefore", "soon"), supervision -> ((ObjectNode) supervision.path("metadata"))
                .put("deletionTimestamp", "2026-11-29T10:00:00Z")).path("allowed").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec", "metadata"})
    void a_supervision_with_null_in_place_of_an_object_is_no_fault_of_the_operator(String field) throws Exception {
        JsonNode response = judged(Samples.minimal(), supervision -> ((ObjectNode) supervision).putNull(field));

        assertThat(faults).isEmpty();
        assertThat(response.path("allowed").asBoolean()).isEqualTo(field.equals("metadata"));
    }

    private JsonNode judged(Supervision supervision, Consumer<JsonNode> change) throws Exception {
        ObjectNode review = recorded();
        ObjectNode object = Json.MAPPER.valueToTree(supervision);
        change.accept(object);
        ((ObjectNode) review.path("request")).set("object", object);
        return response(Admission.ofSupervisions(faults::add), review);
    }

    private Admission ofPods(Supervision supervision) {
        Known known = new Known(new Facts(new ServerVersion(1, 33), "dpm-runner:test", Set.of("dpm-system"), true),
                List.of(Judged.of(supervision)));
        return Admission.ofPods(() -> Optional.of(known), faults::add);
    }

    private JsonNode asked(JsonNode review, Supervision supervision) throws Exception {
        return response(ofPods(supervision), review);
    }

    private static JsonNode response(Admission admission, JsonNode review) throws Exception {
        JsonNode answer = Json.MAPPER.readTree(admission.answer(Json.MAPPER.writeValueAsBytes(review)));
        assertThat(Map.of("kind", answer.path("kind").asText(), "apiVersion", answer.path("apiVersion").asText()))
                .isEqualTo(Map.of("kind", "AdmissionReview", "apiVersion", "admission.k8s.io/v1"));
        return answer.path("response");
    }

    private static JsonNode patched(JsonNode review, JsonNode response) throws IOException {
        byte[] patch = Base64.getDecoder().decode(response.path("patch").asText());
        return JsonPatch.apply(Json.MAPPER.readTree(patch), review.at("/request/object"));
    }

    private static ObjectNode recorded() throws IOException {
        return (ObjectNode) Json.MAPPER.readTree(Files.readAllBytes(RECORDED));
    }
}
