package dev.dpm.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.zjsonpatch.JsonPatch;

import dev.dpm.operator.admission.Known.Judged;
import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.inject.ServerVersion;
import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;
import dev.dpm.testing.Tries;

/**
 * Tests AdmissionReviews that no friendly client sends. The operator lets each pod through in time, and does not fail
 * itself.
 */
class HostileReviewTest {

    private static final String TOO_LARGE = "the pod has more than 1000 containers, init containers or volumes, and "
            + "dpm-runner is put into smaller pods only; a rollout does not help, unless the template gets fewer";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String WEB = "'labels':{'app':'web'}";
    private static final String SPEC = "'spec':{'securityContext':{'runAsUser':7,'runAsGroup':7},'containers':[{'name':'app'}]}";

    private final List<Throwable> faults = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}
            {'metadata':null,'spec':null}
            {'metadata':{'labels':null},'spec':{'containers':null}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':null}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':[]}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':[null]}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{}]}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'app','env':[null]}]}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'app','ports':[{}]}],'initContainers':[{}]}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'app','volumeMounts':[{}]}],'volumes':[{}]}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'app','livenessProbe':{}}],'volumes':[null]}}
            {'metadata':{'labels':{'app':'web'},'annotations':{'kubectl.kubernetes.io/default-container':'--help'}},'spec':{'containers':[{'name':'a'},{'name':'b'}]}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'securityContext':{'runAsUser':-1},'containers':[{'name':'app'}]}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'dpm'},{'name':'dpm'}]}}
            {'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'app','env':[{'value':'x'}]}]}}
            {'metadata':{'labels':{'app':'web'}},'spec':'x'}
            []
            'x'
            """)
    void a_pod_of_any_shape_is_let_through(String pod) throws Exception {
        JsonNode response = asked(pod, Samples.minimal());

        assertThat(response.path("allowed").asBoolean()).isTrue();
    }

    @Test
    void a_pod_without_a_name_is_injected_by_its_generate_name() throws Exception {
        String pod = "{'apiVersion':'v1','kind':'Pod','metadata':{'generateName':'web-'," + WEB + "}," + SPEC + "}";

        assertThat(patched(pod, asked(pod, Samples.minimal())).toString()).contains("\"dpm.dev/supervision\":\"web\"");
    }

    @Test
    void a_thousand_containers_and_a_thousand_ports_are_looked_at_in_time() throws Exception {
        ObjectNode pod = (ObjectNode) Json.MAPPER.readTree(("{'apiVersion':'v1','kind':'Pod','metadata':{" + WEB
                + ",'annotations':{'kubectl.kubernetes.io/default-container':'c-999'}}," + SPEC + "}")
                .replace('\'', '"'));
        ArrayNode containers = pod.withObject("/spec").putArray("containers");
        IntStream.range(0, 1000).forEach(i -> containers.addObject().put("name", "c-" + i).putArray("ports")
                .addObject().put("containerPort", 9182 + i));
        assertThat(asked(pod.toString(), Samples.minimal()).path("warnings").path(0).asText())
                .contains("(c-0, c-1, c-2, c-3, c-4 and 994 more)");
        Supervision byName = Json.MAPPER.readValue("{\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},\"spec\":{"
                + "\"selector\":{\"matchLabels\":{\"app\":\"web\"}},\"process\":{\"name\":\"web\"}}}",
                Supervision.class);
        long begun = System.nanoTime();

        JsonNode response = asked(pod.toString(), byName);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
        assertThat(patched(pod.toString(), response).at("/metadata/annotations/dpm.dev~1fleet-port").asInt())
                .isEqualTo(9182 + 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"containers", "initContainers", "volumes"})
    void a_list_whose_comparison_would_take_much_memory_is_let_through_with_the_reason(String list) throws Exception {
        ObjectNode pod = (ObjectNode) Json.MAPPER.readTree(("{'apiVersion':'v1','kind':'Pod','metadata':{" + WEB
                + "}," + SPEC + "}").replace('\'', '"'));
        ArrayNode longer = ((ObjectNode) pod.get("spec")).withArray(list);
        IntStream.rangeClosed(0, 1000).forEach(i -> longer.addObject().put("name", "c-" + i));

        JsonNode response = asked(pod.toString(), Samples.minimal());

        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.at("/warnings/0").asText()).isEqualTo("without dpm-runner: " + TOO_LARGE);
        assertThat(patched(pod.toString(), response).at("/metadata/annotations/dpm.dev~1refused").asText())
                .isEqualTo(TOO_LARGE);
    }

    @Test
    void a_large_pod_that_no_supervision_selects_is_none_of_our_business() throws Exception {
        ObjectNode pod = (ObjectNode) Json.MAPPER
                .readTree(("{'apiVersion':'v1','kind':'Pod','metadata':{}," + SPEC + "}").replace('\'', '"'));
        ArrayNode longer = ((ObjectNode) pod.get("spec")).withArray("volumes");
        IntStream.rangeClosed(0, 1000).forEach(i -> longer.addObject().put("name", "c-" + i));

        JsonNode response = asked(pod.toString(), Samples.minimal());

        assertThat(response.has("patch")).isFalse();
        assertThat(response.has("warnings")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{},{},{},", "{\"a\":0,", "\"", "[[0],"})
    void a_body_that_would_fill_the_memory_as_objects_is_refused_before_that(String part) {
        String parts = part + part.substring(1).repeat(part.length() == 1 ? 0 : 100_000)
                + "x".repeat(part.length() == 1 ? 2 << 20 : 0);
        byte[] body = ("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"object\":"
                + parts).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ofPods().answer(body)).isInstanceOf(BadReview.class)
                .hasMessage("the body has more than 50000 names and values, a text of more than 1048576 characters, or "
                        + "is nested too deep");
    }

    @Test
    void of_several_supervisions_over_the_same_pod_none_is_taken_by_chance() throws Exception {
        String pod = "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p'," + WEB + "}," + SPEC + "}";
        List<Supervision> many = IntStream.range(0, 500).mapToObj(i -> named("s-" + i)).toList();

        JsonNode one = asked(pod, many.toArray(Supervision[]::new));
        List<Supervision> reversed = new ArrayList<>(many);
        Collections.reverse(reversed);

        assertThat(one.path("allowed").asBoolean()).isTrue();
        assertThat(asked(pod, reversed.toArray(Supervision[]::new)).toString()).isEqualTo(one.toString());
        assertThat(one.toString().length()).as("a sentence that names a few").isLessThan(4_000);
    }

    @Test
    void a_selector_of_a_thousand_requirements_with_the_longest_labels_is_judged_in_time() throws Exception {
        StringBuilder requirements = new StringBuilder();
        String longest = "p".repeat(253) + "/" + "k".repeat(59);
        for (int i = 0; i < 1000; i++) {
            requirements.append(i == 0 ? "" : ",")
                    .append(String.format("{'key':'%s%04d','operator':'NotIn','values':['%s']}",
                            longest, i, "v".repeat(63)));
        }
        String supervision = "{'metadata':{'name':'web','namespace':'shop'},'spec':{'selector':{'matchLabels':{'app':'web'},"
                + "'matchExpressions':[" + requirements + "]}}}";
        Supervision read = Json.MAPPER.readValue(supervision.replace('\'', '"'), Supervision.class);
        String pod = "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'" + "p".repeat(253)
                + "','labels':{'app':'web'}}," + SPEC + "}";
        asked(pod, read);
        long begun = System.nanoTime();

        assertThat(patched(pod, asked(pod, read)).toString()).contains("\"dpm.dev/supervision\":\"web\"");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
    }

    @Test
    void nesting_without_end_is_a_bad_request_and_no_fault() {
        String deep = "{\"a\":".repeat(100_000);
        byte[] body = ("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":" + deep)
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ofPods().answer(body)).isInstanceOf(BadReview.class);
    }

    @Test
    void a_review_that_is_nearly_valid_is_answered_or_refused() {
        List<String> pieces = List.of("{", "}", "[", "]", "\"", ":", ",", "null", "true", "1e999999999", "-1", "1.5",
                "[]", "{}",
                "[null]", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "99999999999999999999", "NaN", "\"a/b/c\"", "[[]]");
        String sound = ("{'kind':'AdmissionReview','apiVersion':'admission.k8s.io/v1','request':{'uid':'1','dryRun':true,"
                + "'kind':{'version':'v1','kind':'Pod'},'operation':'CREATE','namespace':'shop','object':"
                + "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','annotations':{'a':'b'}," + WEB + "},"
                + "'spec':{'securityContext':{'runAsUser':7,'runAsGroup':7},'containers':[{'name':'app','ports':"
                + "[{'containerPort':80,'name':'x'}],'env':[{'name':'A','value':'1'}],'resources':{'limits':"
                + "{'memory':'64Mi','cpu':'100m'}},'livenessProbe':{'httpGet':{'port':80}}}],'volumes':[{'name':'v',"
                + "'emptyDir':{}}],'initContainers':[{'name':'i','restartPolicy':'Always'}]}}}}").replace('\'', '"');
        Admission pods = ofPods(Samples.minimal());
        Admission supervisions = Admission.ofSupervisions(faults::add);
        String supervision = sound.substring(0, sound.indexOf("{\"apiVersion\":\"v1\""))
                + Json.MAPPER.valueToTree(Samples.minimal()) + "}}";
        Tries.of(800).check(any -> {
            boolean isPod = any.truth();
            byte[] body = any.near(isPod ? sound : supervision, pieces).getBytes(StandardCharsets.UTF_8);
            try {
                (isPod ? pods : supervisions).answer(body);
            } catch (BadReview refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
            assertThat(faults).isEmpty();
        });
    }

    private static Supervision named(String name) {
        ObjectNode tree = Json.MAPPER.valueToTree(Samples.minimal());
        ((ObjectNode) tree.get("metadata")).put("name", name);
        return Json.MAPPER.convertValue(tree, Supervision.class);
    }

    private Admission ofPods(Supervision... supervisions) {
        return Admission.ofPods(() -> Optional.of(new Known(new Facts(ServerVersion.parse("1.30").orElseThrow(),
                "dpm-runner:test", Set.of("ops"), true), List.of(supervisions).stream().map(Judged::of).toList())),
                faults::add);
    }

    private JsonNode asked(String pod, Supervision... supervisions) throws Exception {
        String review = "{'kind':'AdmissionReview','apiVersion':'admission.k8s.io/v1','request':{'uid':'1','dryRun':true,"
                + "'kind':{'version':'v1','kind':'Pod'},'operation':'CREATE','namespace':'shop','object':" + pod + "}}";
        JsonNode answer = Json.MAPPER.readTree(ofPods(supervisions)
                .answer(review.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        assertThat(faults).as(answer.toString()).isEmpty();
        return answer.path("response");
    }

    private static JsonNode patched(String pod, JsonNode response) throws Exception {
        assertThat(response.has("patch")).as(response.toString()).isTrue();
        return JsonPatch.apply(Json.MAPPER.readTree(Base64.getDecoder().decode(response.path("patch").asText())),
                Json.MAPPER.readTree(pod.replace('\'', '"')));
    }
}
