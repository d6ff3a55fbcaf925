package dev.dpm.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

import dev.dpm.config.yaml.NotYaml;
import dev.dpm.config.yaml.YamlConfigReader;
import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.operator.inject.PodPart;
import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionStatus;

class DesiredStateTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00.5Z");

    private static final String IMAGE = "registry.example/dpm-runner:2";
    private static final String NEWEST = PodPart.digest(Samples.minimal().getSpec());

    private Supervision supervision = Samples.minimal();
    private final List<Pod> pods = new ArrayList<>();
    private List<String> faults = List.of();
    private List<Supervision> others = List.of();
    private List<Reported> reported = List.of();

    @BeforeEach
    void count() {
        supervision.getMetadata().setGeneration(3L);
    }

    @Test
    void nothing_selected_is_neither_covered_nor_uncovered() {
        SupervisionStatus status = wanted().status();

        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.pods()).isEqualTo(new SupervisionStatus.Pods(0, 0, 0, 0));
        assertThat(shown(status)).containsExactly("Accepted True Sound", "Covered Unknown NoPods",
                "Healthy Unknown NoPods");
        assertThat(status.conditions()).extracting(Condition::getObservedGeneration).containsOnly(3L);
    }

    @Test
    void pods_are_counted_by_what_they_have() {
        pods.add(supervised("a", NEWEST));
        pods.add(supervised("b", "older"));
        pods.add(bare("c"));

        SupervisionStatus status = wanted().status();

        assertThat(status.pods()).isEqualTo(new SupervisionStatus.Pods(3, 2, 1, 1));
        assertThat(condition(status, "Covered").getMessage()).isEqualTo("1 of 3 pods began without dpm-runner: c; "
                + "kubectl rollout restart of their workload brings it into them; outdated: b, because the Supervision "
                + "was changed after the pod's creation; kubectl rollout restart of their workload brings the new one");
    }

    /** A comparison of each pod with each other one would take minutes. */
    @Test
    void twenty_thousand_pods_of_one_supervision_are_looked_at_one_by_one() {
        for (int i = 0; i < 10_000; i++) {
            pods.add(supervised("a-" + i, NEWEST));
            pods.add(bare("b-" + i));
        }

        SupervisionStatus status = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> wanted().status());

        assertThat(status.pods()).isEqualTo(new SupervisionStatus.Pods(20_000, 10_000, 0, 10_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            options; {"memoryThreshold": "85%", "onBreach": "none"}; 0
            options; {"memoryLimit": "256Mi"}; 1
            container; "app"; 1
            process; {"match": "gunicorn"}; 1
            liveness; "leave"; 1
            liveness; "manage"; 0
            form; "container"; 1
            form; "auto"; 0
            runAs; {"user": 7}; 1
            image; "registry.example/dpm-runner:2"; 1
            resources; {"requests": {"cpu": "1"}}; 1
            """)
    void what_needs_a_new_pod_makes_pods_outdated_and_nothing_else_does(String field, String value, int outdated)
            throws Exception {
        pods.add(supervised("a", NEWEST));
        supervision = Samples.of(Map.of("selector", Samples.selector(), field, Json.MAPPER.readTree(value)));

        assertThat(wanted().status().pods()).isEqualTo(new SupervisionStatus.Pods(1, 1, outdated, 0));
    }

    @Test
    void figures_of_a_check_need_a_new_pod_where_they_come_from_its_probe() {
        supervision = Samples.of(Map.of("selector", Samples.selector(), "liveness", "chain"));
        pods.add(supervised("a", PodPart.digest(supervision.getSpec())));
        supervision = Samples.of(Map.of("selector", Samples.selector(), "liveness", "chain", "options",
                Map.of("checkTimeout", 3, "stopGrace", 3)));

        DesiredState wanted = wanted();

        assertThat(wanted.status().pods().outdated()).isEqualTo(1);
        assertThat(file(wanted)).isEqualTo(Map.of("stop_grace", "3"));
    }

    @Test
    void the_sidecars_file_has_the_options_and_goes_with_the_supervision() {
        supervision = Samples.of(Map.of("selector", Samples.selector(), "options", Map.of("memoryThreshold", "85%",
                "onBreach", "terminate", "maxRestarts", 5, "execCheck", "test $HOME", "memoryLimit", "1Gi")));
        supervision.getMetadata().setUid("u-1");

        ConfigMap config = wanted().configs().get(0);

        assertThat(config.getMetadata().getName()).isEqualTo("dpm-web");
        assertThat(config.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(config.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getApiVersion() + " " + owner.getKind()).isEqualTo("dpm.dev/v1alpha1 Supervision");
            assertThat(owner.getName() + " " + owner.getUid()).isEqualTo("web u-1");
            assertThat(owner.getBlockOwnerDeletion()).isNull();
        });
        assertThat(file(wanted())).isEqualTo(Map.of("memory_threshold", "85%", "on_breach", "terminate",
                "max_restarts", "5", "exec_check", "test $HOME"));
    }

    @Test
    void an_option_that_is_given_no_more_has_its_default_where_a_pod_was_created_with_it() {
        pods.add(new PodBuilder(supervised("a", NEWEST)).editSpec().editFirstInitContainer()
                .addNewEnv().withName("DPM_MEMORY_THRESHOLD").withValue("70%").endEnv()
                .addNewEnv().withName("DPM_STOP_GRACE").withValue("20").endEnv()
                .addNewEnv().withName("DPM_MEMORY_LIMIT").withNewValueFrom().endValueFrom().endEnv()
                .addNewEnv().withName("DPM_PORT").withValue("0").endEnv().endInitContainer().endSpec().build());

        assertThat(file(wanted())).isEqualTo(Map.of("memory_threshold", "90%", "stop_grace", "10"));
    }

    @Test
    void a_supervision_without_options_has_an_empty_file_that_a_sidecar_takes() {
        String text = wanted().configs().get(0).getData().get("dpm.yaml");

        assertThat(new YamlConfigReader().readAs(Path.of("/etc/dpm.yaml"), text).written()).isEmpty();
    }

    @Test
    void a_supervision_with_a_fault_leaves_the_file_as_it_is() {
        faults = List.of("spec.process says nothing");

        assertThat(wanted().configs()).isEmpty();
    }

    private static Map<?, ?> file(DesiredState wanted) {
        String text = wanted.configs().get(0).getData().get("dpm.yaml");
        assertThat(new YamlConfigReader().readAs(Path.of("/etc/dpm.yaml"), text).written()).isEmpty();
        try {
            return (Map<?, ?>) ((Map<?, ?>) YamlDocuments.read(text).get(0)).get("defaults");
        } catch (NotYaml e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void a_pod_made_from_a_file_is_never_outdated() {
        pods.add(new PodBuilder(supervised("a", NEWEST)).editMetadata()
                .removeFromAnnotations("dpm.dev/supervision-digest").endMetadata().build());

        assertThat(wanted().status().pods()).isEqualTo(new SupervisionStatus.Pods(1, 1, 0, 0));
    }

    /** Beside a supervised pod there is a second one, which does not count for the reason in the row. */
    @ParameterizedTest
    @CsvSource({"Succeeded", "Failed", "going", "out", "elsewhere", "other-label"})
    void pods_that_are_over_or_not_meant_are_not_counted(String what) {
        pods.add(supervised("a", NEWEST));
        PodBuilder other = new PodBuilder(bare("b"));
        switch (what) {
            case "going" -> other.editMetadata().withDeletionTimestamp("2026-11-29T09:59:00Z").endMetadata();
            case "out" -> other.editMetadata().addToAnnotations("dpm.dev/inject", "false").endMetadata();
            case "elsewhere" -> other.editMetadata().withNamespace("elsewhere").endMetadata();
            case "other-label" -> other.editMetadata().withLabels(Map.of("app", "other")).endMetadata();
            default -> other.editOrNewStatus().withPhase(what).endStatus();
        }
        pods.add(other.build());

        assertThat(wanted().status().pods()).isEqualTo(new SupervisionStatus.Pods(1, 1, 0, 0));
    }

    @Test
    void a_mark_of_another_supervision_or_without_a_sidecar_covers_nothing() {
        pods.add(new PodBuilder(supervised("a", NEWEST)).editMetadata()
                .addToAnnotations("dpm.dev/supervision", "another").endMetadata().build());
        pods.add(new PodBuilder(supervised("b", NEWEST)).editSpec().withInitContainers().endSpec().build());

        assertThat(wanted().status().pods()).isEqualTo(new SupervisionStatus.Pods(2, 0, 0, 2));
    }

    @Test
    void many_uncovered_pods_are_counted_after_three_names() {
        for (int i = 0; i < 37; i++) {
            pods.add(bare("web-" + (10 + i)));
        }

        assertThat(condition(wanted().status(), "Covered").getMessage())
                .contains("37 of 37 pods", "web-10, web-11, web-12 and 34 more");
    }

    /** A rollout would take the dpm-runner away from such a pod, as long as both Supervisions select it. */
    @Test
    void no_rollout_is_advised_for_a_pod_that_has_the_dpm_runner_of_another_supervision() {
        pods.add(new PodBuilder(supervised("a", NEWEST)).editMetadata()
                .addToAnnotations("dpm.dev/supervision", "other").endMetadata().build());

        SupervisionStatus status = wanted().status();

        assertThat(status.pods()).isEqualTo(new SupervisionStatus.Pods(1, 0, 0, 1));
        assertThat(condition(status, "Covered").getMessage()).contains("a because it has the dpm-runner of Supervision "
                + "other; if that one still selects the pod, change one of the two selectors");
    }

    /** The statuses of both Supervisions tell the conflict, not only the status of the one whose pods are uncovered. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
            a; -; True Overlap; 1 pod, each with its dpm-runner
            -; b; False CreatedWithout; 1 of 1 pod began without dpm-runner: b
            a; b; False CreatedWithout; 1 of 2 pods began without dpm-runner: b
            """)
    void a_supervision_whose_pods_another_one_selects_too_says_which_of_them_counts(String with, String without,
            String reason, String begin) {
        Optional.ofNullable(with).ifPresent(name -> pods.add(supervised(name, "older")));
        Optional.ofNullable(without).ifPresent(name -> pods.add(bare(name)));
        others = List.of(supervision, named("second"));

        Condition covered = condition(wanted().status(), "Covered");

        assertThat(covered.getStatus() + " " + covered.getReason()).isEqualTo(reason);
        assertThat(covered.getMessage()).startsWith(begin).contains("Supervision second selects " + pods.size())
                .contains(with == null ? "a new pod gets none" : "a keeps the dpm-runner of web")
                .doesNotContain("rollout restart");
    }

    @Test
    void a_supervision_of_other_pods_is_no_conflict() {
        pods.add(supervised("a", NEWEST));
        others = List.of(supervision, Samples.of(Map.of("selector", Map.of("matchLabels", Map.of("app", "db")))));

        assertThat(condition(wanted().status(), "Covered").getMessage()).isEqualTo("1 pod, each with its dpm-runner");
    }

    @Test
    void a_refused_pod_is_told_with_its_reason_in_status_and_event() {
        pods.add(new PodBuilder(bare("a")).editMetadata().addToAnnotations("dpm.dev/refused", "the pod has hostPID")
                .endMetadata().build());

        DesiredState wanted = wanted();

        assertThat(shown(wanted.status())).contains("Covered False Refused");
        assertThat(condition(wanted.status(), "Covered").getMessage()).endsWith("a because the pod has hostPID");
        assertThat(wanted.events()).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("NotSupervised");
            assertThat(event.getMessage()).contains("Supervision web asks for", "the pod has hostPID");
            assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-a");
        });
    }

    @Test
    void faults_are_said_and_the_pods_are_counted_all_the_same() {
        faults = List.of("spec.options.x is wrong", "spec.process says nothing");
        pods.add(bare("a"));

        SupervisionStatus status = wanted().status();

        assertThat(condition(status, "Accepted").getMessage())
                .isEqualTo("spec.options.x is wrong; also: spec.process says nothing");
        assertThat(status.pods().uncovered()).isEqualTo(1);
    }

    @Test
    void a_sidecar_that_does_not_run_and_a_container_that_crashes_are_not_healthy() {
        pods.add(supervised("a", NEWEST));
        assertThat(shown(wanted().status())).contains("Healthy True AllRunning");

        pods.set(0, new PodBuilder(supervised("a", NEWEST)).editStatus().addNewContainerStatus().withName("app")
                .withNewState().withNewWaiting().withReason("CrashLoopBackOff").endWaiting().endState()
                .endContainerStatus().endStatus().build());
        assertThat(condition(wanted().status(), "Healthy").getMessage())
                .startsWith("container app ends again and again in a;");

        pods.set(0,
                new PodBuilder(supervised("a", NEWEST)).editStatus().withInitContainerStatuses().endStatus().build());
        assertThat(shown(wanted().status())).contains("Healthy False DpmNotRunning");
    }

    @Test
    void the_time_of_a_condition_is_that_of_its_last_change() {
        supervision.getMetadata().setGeneration(3L);
        SupervisionStatus before = wanted().status();
        Supervision later = supervision.saying(before);
        pods.add(bare("a"));

        SupervisionStatus after = DesiredState.of(new ObservedState(withStatus(before), faults, others, pods, IMAGE,
                pod -> List.of(), NOW.plusSeconds(60))).status();

        assertThat(later.seen()).contains(before);
        assertThat(condition(after, "Accepted").getLastTransitionTime()).isEqualTo("2026-11-29T10:00:00Z");
        assertThat(condition(after, "Covered").getLastTransitionTime()).isEqualTo("2026-11-29T10:01:00Z");
    }

    private Supervision withStatus(SupervisionStatus status) {
        var json = Json.MAPPER;
        ObjectNode tree = json.valueToTree(supervision);
        tree.set("status", json.valueToTree(status));
        return json.convertValue(tree, Supervision.class);
    }

    @Test
    void the_same_end_again_is_the_same_event_with_a_higher_count() {
        pods.add(ended("a", "Error", "memory reached 85 % of its limit", "2026-11-29T09:59:00Z", 1));
        Event first = wanted().events().get(0);
        pods.set(0, ended("a", "Error", "memory reached 85 % of its limit", "2026-11-29T09:59:30Z", 2));
        Event second = wanted().events().get(0);

        assertThat(first.getReason()).isEqualTo("TargetEnded");
        assertThat(first.getMessage()).isEqualTo("container app: memory reached 85 % of its limit");
        assertThat(List.of(first.getCount(), second.getCount())).containsExactly(1, 2);
        assertThat(second.getMetadata().getName()).isEqualTo(first.getMetadata().getName());
        assertThat(second.getLastTimestamp()).isEqualTo("2026-11-29T09:59:30Z");
    }

    /** If both Events had the same name, each look at the pod would write both again. */
    @Test
    void two_containers_of_a_pod_that_end_alike_are_two_events() {
        pods.add(new PodBuilder(ended("a", "OOMKilled", null, "2026-11-29T09:59:00Z", 1)).editStatus()
                .addNewContainerStatus().withName("db").withRestartCount(4).withNewLastState().withNewTerminated()
                .withReason("OOMKilled").withFinishedAt("2026-11-29T09:59:00Z").endTerminated().endLastState()
                .endContainerStatus().endStatus().build());

        assertThat(wanted().events()).extracting(event -> event.getMetadata().getName()).hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void an_event_has_a_name_that_an_object_may_have_whatever_the_pods_is() {
        for (String name : List.of("a", "x".repeat(253), "y".repeat(199) + "-1")) {
            pods.add(ended(name, "OOMKilled", null, "2026-11-29T09:59:00Z", 1));
        }

        assertThat(wanted().events()).hasSize(3).allSatisfy(event -> assertThat(event.getMetadata().getName())
                .hasSizeLessThanOrEqualTo(253)
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            OOMKilled, none,            2026-11-29T09:59:00Z, OOMKilled
            OOMKilled, a sentence,      2026-11-29T09:59:00Z, OOMKilled
            Error,     a sentence,      2026-11-29T09:59:00Z, TargetEnded
            Error,     none,            2026-11-29T09:59:00Z, none
            Completed, '',              2026-11-29T09:59:00Z, none
            Error,     a sentence,      2026-11-29T08:00:00Z, none
            Error,     a sentence,      none,                 none
            Error,     a sentence,      yesterday,            none
            """)
    void an_end_is_told_where_somebody_knows_its_reason_and_it_is_news(String why, String message, String at,
            String reason) {
        pods.add(ended("a", why, message, at, 1));

        assertThat(wanted().events()).extracting(Event::getReason)
                .isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    /**
     * These troubles are known from a dpm-runner only, since no container's status tells them. The time may be wrong,
     * since the clock of a node may be.
     */
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            BREACH,   2026-11-29T09:59:00Z, Breach
            GIVEN_UP, 2026-11-29T09:59:00Z, GivenUp
            BREACH,   2026-11-29T10:59:00Z, Breach
            BREACH,   2026-11-29T08:59:00Z, none
            BREACH,   2026-11-29T11:01:00Z, none
            GIVEN_UP, 1970-01-02T00:00:00Z, none
            GIVEN_UP, 9998-12-31T00:00:00Z, none
            """)
    void a_breach_that_ends_nothing_and_a_giving_up_are_told(Reported.Kind kind, Instant since, String reason) {
        pods.add(supervised("a", NEWEST));
        pods.add(bare("b"));
        reported = List.of(new Reported(kind, since, "memory 90 MB, over 80 MB"));

        List<Event> events = wanted().events();

        assertThat(events).extracting(Event::getReason).isEqualTo(reason == null ? List.of() : List.of(reason));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getInvolvedObject().getName()).isEqualTo("a");
            assertThat(event.getMessage()).isEqualTo("memory 90 MB, over 80 MB");
            assertThat(event.getFirstTimestamp()).isEqualTo(since.toString());
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getCount()).as("the writer counts").isNull();
        });
    }

    @Test
    void what_pods_report_comes_after_what_kubelet_says_and_is_cut() {
        pods.add(supervised("a", NEWEST));
        pods.add(ended("b", "OOMKilled", null, "2026-11-29T09:59:00Z", 1));
        reported = List.of(new Reported(Reported.Kind.BREACH, NOW, "\u00fc".repeat(4096)));

        List<Event> events = wanted().events();

        assertThat(events).extracting(Event::getReason).containsExactly("OOMKilled", "Breach", "Breach");
        assertThat(events.get(1).getMessage().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
    }

    /**
     * The columns: where the pod names the image of its dpm-runner ({@code file}: the pod was injected from a file) | that image | the
     * image that the Supervision sets | why the pod is outdated.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            annotation | registry.example/dpm-runner:2 | none        | none
            annotation | registry.example/dpm-runner:1 | none        | its dpm-runner has image registry.example/dpm-runner:1, and new pods get registry.example/dpm-runner:2
            container  | registry.example/dpm-runner:1 | none        | its dpm-runner has image registry.example/dpm-runner:1, and new pods get registry.example/dpm-runner:2
            container  | registry.example/dpm-runner:2 | none        | none
            annotation | mirror/dpm:1                  | mirror/dpm:1 | none
            file       | registry.example/dpm-runner:1 | none        | none
            """)
    void a_pod_with_the_image_of_an_older_operator_is_outdated(String where, String image, String asked,
            String reason) {
        supervision = Samples.of(asked == null
                ? Map.of("selector", Samples.selector())
                : Map.of("selector", Samples.selector(), "image", asked));
        Pod pod = supervised("a", PodPart.digest(supervision.getSpec()));
        PodBuilder made = where.equals("annotation")
                ? new PodBuilder(pod).editMetadata().addToAnnotations("dpm.dev/image", image).endMetadata()
                : new PodBuilder(pod).editSpec().editInitContainer(0).withImage(image).endInitContainer().endSpec();
        pods.add(where.equals("file")
                ? made.editMetadata().removeFromAnnotations("dpm.dev/supervision-digest").endMetadata().build()
                : made.build());

        SupervisionStatus status = wanted().status();

        assertThat(status.pods().outdated()).isEqualTo(reason == null ? 0 : 1);
        Condition covered = condition(status, "Covered");
        assertThat(covered.getStatus()).isEqualTo("True");
        assertThat(covered.getReason()).isEqualTo(reason == null ? "AllSupervised" : "Outdated");
        assertThat(covered.getMessage()).isEqualTo("1 pod, each with its dpm-runner" + (reason == null
                ? ""
                : "; outdated: a, because " + reason
                        + "; kubectl rollout restart of their workload brings the new one"));
        assertThat(SelectedPods.of(supervision, pods, IMAGE).reasons())
                .isEqualTo(reason == null ? Map.of() : Map.of("a", reason));
    }

    /** An API server may refuse a longer message, and with it the whole status. */
    @Test
    void a_sentence_of_any_length_fits_into_a_condition() {
        faults = List.of("\u00fc".repeat(100_000), "x");

        assertThat(condition(wanted().status(), "Accepted").getMessage()).hasSizeLessThanOrEqualTo(32_768)
                .startsWith("\u00fc\u00fc").endsWith("\u2026");
    }

    @Test
    void pods_that_cannot_be_examined_have_a_status_that_says_so() {
        SupervisionStatus status = DesiredState.unexamined(seen(), new IllegalStateException("secret text"));

        assertThat(status.pods()).isNull();
        assertThat(shown(status)).containsExactly("Accepted True Sound", "Covered Unknown NotExamined",
                "Healthy Unknown NotExamined");
        assertThat(condition(status, "Covered").getMessage()).isEqualTo("the operator could not examine the pods: "
                + "IllegalStateException; its log says more, and it tries again within a minute");
    }

    @Test
    void a_long_message_is_cut_to_what_an_event_may_hold() {
        pods.add(ended("a", "Error", "x".repeat(4096), "2026-11-29T09:59:00Z", 1));

        assertThat(wanted().events().get(0).getMessage()).hasSize(256).endsWith("…");
    }

    private static Supervision named(String name) {
        Supervision other = Samples.minimal();
        other.getMetadata().setName(name);
        return other;
    }

    private DesiredState wanted() {
        return DesiredState.of(seen());
    }

    private ObservedState seen() {
        return new ObservedState(supervision, faults, others, pods, IMAGE, pod -> reported, NOW);
    }

    private static List<String> shown(SupervisionStatus status) {
        return status.conditions().stream().map(each -> each.getType() + " " + each.getStatus() + " "
                + each.getReason()).toList();
    }

    private static Condition condition(SupervisionStatus status, String type) {
        return status.conditions().stream().filter(each -> each.getType().equals(type)).findFirst().orElseThrow();
    }

    private static Pod bare(String name) {
        return new PodBuilder().withNewMetadata().withName(name).withNamespace("shop").withUid("uid-" + name)
                .withLabels(Map.of("app", "web")).withCreationTimestamp("2026-11-29T09:58:00Z").endMetadata()
                .withNewSpec().addNewContainer().withName("app").endContainer().endSpec().build();
    }

    private static Pod supervised(String name, String digest) {
        return new PodBuilder(bare(name)).editMetadata().addToAnnotations("dpm.dev/supervision", "web")
                .addToAnnotations("dpm.dev/supervision-digest", digest).endMetadata()
                .editSpec().addNewInitContainer().withName("dpm").withImage(IMAGE).withRestartPolicy("Always")
                .endInitContainer()
                .endSpec().withNewStatus().withPhase("Running").addNewInitContainerStatus().withName("dpm")
                .withNewState().withNewRunning().endRunning().endState().endInitContainerStatus().endStatus()
                .build();
    }

    private static Pod ended(String name, String reason, String message, String at, int restarts) {
        return new PodBuilder(supervised(name, NEWEST)).editStatus().addNewContainerStatus().withName("app")
                .withRestartCount(restarts).withNewLastState().withNewTerminated().withReason(reason)
                .withMessage(message).withFinishedAt(at).endTerminated().endLastState().endContainerStatus()
                .endStatus().build();
    }
}
