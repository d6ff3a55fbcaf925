package dev.dpm.operator.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.yaml.NotYaml;
import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.operator.file.ManifestInjection.Outcome;
import dev.dpm.operator.file.ManifestInjection.Request;
import dev.dpm.operator.file.ManifestInjection.Source;
import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.inject.ServerVersion;
import dev.dpm.testing.Tries;

class ManifestInjectionTest {

    private static final String SUPERVISION = """
            apiVersion: dpm.dev/v1alpha1
            kind: Supervision
            metadata: {name: web, namespace: shop}
            spec:
              selector: {matchLabels: {app: web}}
              options: {onBreach: terminate}
            """;
    private static final String POD = """
            metadata: {labels: {app: web}}
            spec:
              securityContext: {runAsUser: 1001, runAsGroup: 1001}
              containers: [{name: app, image: "registry.example/shop:1"}]
            """;

    @ParameterizedTest
    @CsvSource({"Deployment, spec.template", "StatefulSet, spec.template", "DaemonSet, spec.template",
            "ReplicaSet, spec.template", "Job, spec.template", "CronJob, spec.jobTemplate.spec.template"})
    void every_kind_that_makes_pods_gets_it_into_its_template(String kind, String path) throws Exception {
        Outcome outcome = inject(workload(kind, path));

        assertThat(outcome.kind()).as(outcome.said().toString()).isEqualTo(Outcome.Kind.DONE);
        assertThat(outcome.said()).containsExactly(kind + " shop/web: dpm beside it, as a native sidecar");
        assertThat(at(document(outcome, 0), path + ".spec.initContainers").toString()).contains("name=dpm");
    }

    @Test
    void a_pod_itself_gets_it() throws Exception {
        Outcome outcome = inject("apiVersion: v1\nkind: Pod\n" + POD);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DONE);
        assertThat(at(document(outcome, 0), "spec.shareProcessNamespace")).isEqualTo(true);
    }

    @Test
    void lists_and_documents_keep_their_order_and_what_makes_no_pods_stays() throws Exception {
        Outcome outcome = inject("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, annotations: {at: 12:30, mode: "0644"}}
                ---
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: ConfigMap
                  metadata: {name: c}
                  data: {script: "a\\n  b\\n", empty: ""}
                - apiVersion: v1
                  kind: Pod
                """ + POD.indent(2));

        assertThat(outcome.kind()).as(outcome.said().toString()).isEqualTo(Outcome.Kind.DONE);
        assertThat(document(outcome, 0)).isEqualTo(Map.of("apiVersion", "v1", "kind", "Service", "metadata",
                Map.of("name", "web", "annotations", Map.of("at", "12:30", "mode", "0644"))));
        List<?> items = (List<?>) at(document(outcome, 1), "items");
        assertThat(items.get(0)).isEqualTo(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata",
                Map.of("name", "c"), "data", Map.of("script", "a\n  b\n", "empty", "")));
        assertThat(items.get(1).toString()).contains("name=dpm");
    }

    @Test
    void a_second_pass_gives_the_very_same_text() {
        String once = inject(workload("Deployment", "spec.template")).manifests();

        Outcome twice = inject(once);

        assertThat(twice.kind()).isEqualTo(Outcome.Kind.DONE);
        assertThat(twice.manifests()).isEqualTo(once);
        assertThat(twice.said())
                .containsExactly("Deployment shop/web: left as it is: the pod has its dpm-runner already");
    }

    @Test
    void what_the_models_do_not_know_or_would_write_otherwise_stays_as_it_was_written() throws Exception {
        Map<?, ?> document = document(inject("""
                apiVersion: v1
                kind: Pod
                metadata: {labels: {app: web}, annotations: null}
                spec:
                  securityContext: {runAsUser: 1001, runAsGroup: 1001}
                  initContainers: []
                  fieldOfTomorrow: {a: [1]}
                  containers:
                  - {name: app, image: "registry.example/shop:1", resources: {limits: {memory: 0.5Gi}}, ports: []}
                """), 0);

        assertThat(at(document, "spec.fieldOfTomorrow")).isEqualTo(Map.of("a", List.of(1)));
        assertThat(((List<?>) at(document, "spec.containers")).get(0).toString()).contains("memory=0.5Gi", "ports=[]");
    }

    @Test
    void a_refused_pod_is_printed_as_it_is_and_the_sentence_says_why() {
        Outcome outcome = inject("apiVersion: v1\nkind: Pod\nmetadata: {name: w, labels: {app: web}}\n"
                + "spec: {containers: [{name: app}]}\n");

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.LACKING);
        assertThat(outcome.said()).singleElement().asString()
                .startsWith("Pod shop/w: without dpm-runner: the pod does not say as which user and group");
        assertThat(outcome.manifests()).contains("name: app").doesNotContain("name: dpm");
    }

    @Test
    void nothing_selected_is_said_and_is_no_success() {
        Outcome outcome = inject("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n");

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.LACKING);
        assertThat(outcome.said()).singleElement().asString().contains("is selected by shop/web");
        assertThat(outcome.manifests()).contains("kind: Service");
    }

    @Test
    void another_namespace_is_another_matter() {
        Outcome outcome = inject("apiVersion: v1\nkind: Pod\nmetadata: {name: w, namespace: bank, labels: {app: web}}\n"
                + "spec: {containers: [{name: app}]}\n");

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.LACKING);
        assertThat(outcome.said()).contains(
                "Pod bank/w: left as it is: no Supervision of namespace bank selects the pod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"just text", "- a\n- b\n", "a: [1\n", "kind: Deployment\nmetadata: {name: web}\n",
            "kind: Pod\nmetadata: {labels: {app: web}}\nspec: {containers: text}\n", "1: {2: 3}\n"})
    void manifests_that_cannot_be_used_print_nothing_and_say_where(String manifests) {
        Outcome outcome = inject(manifests);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNUSABLE);
        assertThat(outcome.manifests()).isEmpty();
        assertThat(outcome.said()).singleElement().asString().startsWith("web.yaml: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            liveness: manages                   | sup.yaml: spec.liveness 'manages' is not allowed; allowed: manage, chain, leave
            livenes: chain                      | sup.yaml: spec.livenes is not a field; did you mean liveness?
            runAs: {user: root}                 | sup.yaml: spec.runAs.user has the wrong shape; kubectl explain supervision says which is right
            options: {restart: always}          | sup.yaml: shop/web: spec.options.restart is not an option of a Supervision
            """)
    void a_supervision_that_cannot_be_used_is_said_with_its_place(String line, String sentence) {
        Outcome outcome = ManifestInjection.of(new Request(new Source("web.yaml", "kind: Pod\n"),
                new Source("sup.yaml", SUPERVISION.replaceAll("  options:.*\n", "") + "  " + line + "\n"),
                Optional.empty(), facts()));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNUSABLE);
        assertThat(outcome.said()).containsExactly(sentence);
    }

    @Test
    void a_misspelled_field_of_the_selector_does_not_select_everything() {
        Outcome outcome = ManifestInjection.of(new Request(new Source("web.yaml", POD),
                new Source("sup.yaml", SUPERVISION.replace("matchLabels", "matchLabel")), Optional.empty(), facts()));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNUSABLE);
        assertThat(outcome.said()).singleElement().asString().contains("spec.selector.matchLabel is not a field");
    }

    @Test
    void what_kubectl_prints_of_a_supervision_is_read() {
        Outcome outcome = ManifestInjection.of(new Request(
                new Source("web.yaml", "kind: Pod\n" + POD), new Source("sup.yaml",
                        SUPERVISION.replace("namespace: shop}",
                                "namespace: shop, generation: 3, uid: 1-2, managedFields: "
                                        + "[{manager: kubectl, operation: Apply}]}")
                                + "status: {observedGeneration: 2}\n"),
                Optional.empty(), facts()));

        assertThat(outcome.kind()).as(outcome.said().toString()).isEqualTo(Outcome.Kind.DONE);
    }

    @Test
    void the_shipped_demo_can_be_had_this_way_too() throws IOException {
        Outcome outcome = ManifestInjection.of(new Request(
                new Source("deployment.yaml", Files.readString(Path.of("deploy/kubernetes/base/deployment.yaml"))),
                new Source("sup.yaml", SUPERVISION.replace("app: web", "app.kubernetes.io/name: leaky")),
                Optional.empty(), facts()));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DONE);
        assertThat(outcome.said()).containsExactly("Deployment shop/leaky: dpm beside it, as a native sidecar");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {containers: [{image: x}]}                        | LACKING  | has no containers, one without a name
            {containers: [{name: app}], volumes: [null]}      | LACKING  | or a list with a gap
            {containers: [{name: a, env: [{value: 1}]}]}      | LACKING  | the pod does not say as which
            {containers: [{name: a}], x: {~: 1}}              | UNUSABLE | has the wrong shape; kubectl explain pod
            {securityContext: {runAsUser: x}, containers: []} | UNUSABLE | has the wrong shape; kubectl explain pod
            """)
    void a_pod_that_lacks_what_the_api_server_requires_is_said(String spec, Outcome.Kind kind, String sentence) {
        Outcome outcome = inject("kind: Pod\nmetadata: {name: p, labels: {app: web}}\nspec: " + spec + "\n");

        assertThat(outcome.kind()).as(outcome.said().toString()).isEqualTo(kind);
        assertThat(outcome.said()).singleElement().asString().contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            selector: {matchLabels: {app}}                                 | has a label without a value
            selector: {matchLabels: {app: web}, matchExpressions: [null]}  | or an expression that is null
            selector: {matchLabels: {app: web}, ~: x}                      | has the wrong shape
            """)
    void a_supervision_with_a_gap_is_said(String line, String sentence) {
        Outcome outcome = ManifestInjection.of(new Request(new Source("web.yaml", "kind: Pod\n" + POD),
                new Source("sup.yaml", SUPERVISION.replaceAll("selector:.*", line)), Optional.empty(), facts()));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNUSABLE);
        assertThat(outcome.said()).singleElement().asString().contains(sentence);
    }

    @Test
    void manifests_that_are_nearly_valid_are_read_or_refused_in_a_sentence() {
        List<String> pieces = List.of("~: x", "? [a]: b", "? {a: b}\n: c", "1: x", "!!set {a, b}", "!!binary aGk=",
                "&a [*a]",
                "&b {c: *b}", "&a ", "*a", "null", "[]", "{}", "[null]", "{~: 1}", "{1: 2}", ".inf", "1e999", "-1",
                "99999999999999999999", "0x1F", "!!omap [a: 1]", "!!pairs [a: 1]", "!!timestamp 2001-01-01", "---\n",
                "kind: List\nitems: [1]", "\"\\0\"", "\"\\ud800\"", "true", "'", "<<: *a", "- ", ": ", "\n", "x");
        Tries.of(800).check(any -> {
            Outcome outcome = ManifestInjection.of(new Request(
                    new Source("web.yaml", any.near(workload("Deployment", "spec.template"), pieces)),
                    new Source("sup.yaml", any.truth() ? any.near(SUPERVISION, pieces) : SUPERVISION), Optional.empty(),
                    facts()));

            assertThat(outcome.said()).isNotEmpty().allSatisfy(line -> assertThat(line).isNotBlank()
                    .doesNotContain("Exception", "java."));
        });
    }

    private static Outcome inject(String manifests) {
        return ManifestInjection.of(new Request(new Source("web.yaml", manifests), new Source("sup.yaml", SUPERVISION),
                Optional.empty(), facts()));
    }

    private static Facts facts() {
        return new Facts(new ServerVersion(1, 33), "dpm-runner:1", Set.of(), false);
    }

    private static String workload(String kind, String path) {
        StringBuilder text = new StringBuilder("apiVersion: x/v1\nkind: " + kind + "\nmetadata: {name: web}\n");
        int depth = 0;
        for (String field : List.of(path.split("[.]"))) {
            text.append("  ".repeat(depth++)).append(field).append(":\n");
        }
        return text + POD.indent(2 * depth);
    }

    private static Map<?, ?> document(Outcome outcome, int index) throws NotYaml {
        return (Map<?, ?>) YamlDocuments.read(outcome.manifests()).get(index);
    }

    private static Object at(Object document, String path) {
        Object at = document;
        for (String field : path.split("[.]")) {
            at = ((Map<?, ?>) at).get(field);
        }
        return at;
    }
}
