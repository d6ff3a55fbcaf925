package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;

import dev.dpm.incident.Cause;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.cluster.ApiServer.Asked;
import dev.dpm.operator.fleet.Finding;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.Report;
import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionStatus;
import dev.dpm.operator.round.FailedRounds;

/**
 * Tests the reconciling loop against a server whose watches end, and that refuses, fails, forgets changes and goes
 * away.
 */
class ReconcilingTest {

    private static final OperatorNames NAMES = new OperatorNames("ops");
    private static final int MANY = 20;
    private static final Report.Usage NONE = new Report.Usage(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Predicate<Asked> STATUS = asked -> asked.method().equals("PATCH")
            && asked.path().endsWith("/web/status");

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final FailedRounds rounds = new FailedRounds(System::nanoTime);
    private ApiServer server;

    @BeforeEach
    void serve() throws Exception {
        server = new ApiServer();
        server.store.put(Samples.minimal());
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
        server.close();
    }

    @Test
    void pods_that_come_change_and_go_are_in_the_status_and_their_ends_are_events() {
        begin("one");
        awaitPods(0, 0, 0, 0);

        server.store.put(pod("a", false));
        awaitPods(1, 0, 0, 1);
        server.store.put(pod("b", true));
        awaitPods(2, 1, 0, 1);
        server.store.remove(pod("a", false));
        awaitPods(1, 1, 0, 0);

        server.store.put(ended("b", 1));
        await().atMost(PATIENCE).until(() -> counts().equals(List.of(1)));
        server.store.put(ended("b", 2));
        await().atMost(PATIENCE).until(() -> counts().equals(List.of(2)));
        assertThat(found().getSpec()).as("what others write stays").isEqualTo(Samples.minimal().getSpec());
        assertThat(found().seen().orElseThrow().observedGeneration()).isEqualTo(found().getMetadata().getGeneration());
    }

    /**
     * Neither the first Supervision nor its pod changes. Only the second Supervision causes a new look at the first
     * one.
     */
    @Test
    void a_second_supervision_of_the_same_pods_is_said_by_the_first_one_until_it_is_gone() {
        server.store.put(pod("b", true));
        begin("one");
        awaitPods(1, 1, 0, 0);
        Supervision second = Samples.minimal();
        second.getMetadata().setName("second");

        server.store.put(second);
        await().atMost(PATIENCE).until(() -> covered().contains("Supervision second selects 1 of these pods too"));

        server.store.remove(second);
        await().atMost(PATIENCE).until(() -> covered().endsWith("each with its dpm-runner"));
    }

    private String covered() {
        return found().seen().stream().flatMap(status -> status.conditions().stream())
                .filter(each -> each.getType().equals("Covered")).map(each -> each.getMessage()).findFirst().orElse("");
    }

    @Test
    void the_sidecars_file_is_there_and_follows_the_supervision() {
        begin("one");
        await().atMost(PATIENCE).until(() -> file().contains("defaults: {}"));

        server.store.put(Samples.with("memoryThreshold", "85%"));
        await().atMost(PATIENCE).until(() -> file().contains("memory_threshold: \"85%\""));
    }

    private String file() {
        return server.store.all("configmaps", ConfigMap.class).stream().map(map -> map.getData().get("dpm.yaml"))
                .findFirst().orElse("");
    }

    @Test
    void watches_that_end_begin_again() {
        begin("one");
        awaitPods(0, 0, 0, 0);
        await().atMost(PATIENCE).until(() -> server.watches() == 2);
        server.asked();

        server.endWatches();
        await().atMost(PATIENCE).until(() -> server.watches() == 2
                && server.asked().stream().anyMatch(Asked::isWatch));
        server.store.put(pod("a", false));

        awaitPods(1, 0, 0, 1);
    }

    @Test
    void a_server_that_forgot_what_changed_is_read_anew() {
        server.store.put(pod("gone", false));
        begin("one");
        awaitPods(1, 0, 0, 1);
        await().atMost(PATIENCE).until(() -> server.watches() == 2);

        // these changes happen while no watch is open
        server.end();
        server.store.remove(pod("gone", false));
        server.store.put(pod("a", true));
        server.store.forgetChanges();
        again();

        awaitPods(1, 1, 0, 0);
    }

    /** A proxy or a faulty API server may answer 200 with a Status in place of the object. */
    @ParameterizedTest
    @ValueSource(strings = {"leases", "configmaps", "events"})
    void an_answer_that_nobody_expects_does_not_end_the_loop(String kind) {
        server.fail(200, 2, asked -> asked.method().equals("GET") && !asked.isWatch() && asked.path().contains(kind));

        begin("one");

        awaitPods(0, 0, 0, 0);
        server.store.put(pod("a", false));
        awaitPods(1, 0, 0, 1);
    }

    /**
     * The lists that a new leader reads only save requests. The writers read the objects that are not in these lists
     * one by one.
     */
    @ParameterizedTest
    @ValueSource(strings = {"configmaps", "secrets", "events"})
    void lists_of_earlier_writes_that_can_never_be_read_keep_nobody_from_leading(String kind) {
        server.fail(200, Integer.MAX_VALUE, asked -> asked.path().equals("/api/v1/" + kind));
        server.store.put(pod("a", false));

        begin("one");

        awaitPods(1, 0, 0, 1);
    }

    @Test
    void a_pod_that_cannot_be_examined_is_said_and_hinders_no_other_supervision() {
        AtomicBoolean isOdd = new AtomicBoolean(true);
        Reconciling reconciling = begin("one");
        new OwnCluster(server.client(), NAMES).tellingReports(reconciling, (name, uid) -> {
            if (isOdd.get()) {
                throw new IllegalStateException("odd");
            }
            return Optional.empty();
        });
        awaitPods(0, 0, 0, 0);
        server.store.put(pod("b", true));
        server.store.put(named("good", "elsewhere"));

        await().atMost(PATIENCE).until(() -> found().seen().orElseThrow().conditions().get(1).getMessage()
                .startsWith("the operator could not examine the pods: IllegalStateException"));
        await().atMost(PATIENCE).until(() -> observed() == 2);
        assertThat(rounds.counts().get(FailedRounds.Work.SUPERVISIONS)).isPositive();
        isOdd.set(false);
        awaitPods(1, 1, 0, 0);
    }

    @Test
    void what_a_dpm_runner_reports_is_an_event_once_it_is_heard_of() {
        Pod pod = pod("b", true);
        server.store.put(pod);
        Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        AtomicReference<Optional<Report>> report = new AtomicReference<>(Optional.empty());
        Reconciling reconciling = begin("one");
        Consumer<PodName> news = new OwnCluster(server.client(), NAMES).tellingReports(reconciling,
                (name, uid) -> report.get());
        awaitPods(1, 1, 0, 0);

        report.set(Optional.of(breach(since)));
        news.accept(new PodName("shop", "b"));
        await().atMost(PATIENCE).until(() -> counts().equals(List.of(1)));
        report.set(Optional.of(breach(since.plusSeconds(1))));
        news.accept(new PodName("shop", "b"));
        await().atMost(PATIENCE).until(() -> counts().equals(List.of(2)));

        assertThat(server.store.all("events", Event.class)).extracting(Event::getReason, Event::getMessage)
                .containsExactly(tuple("Breach", "memory 90 MB"));
    }

    private static Report breach(Instant since) {
        return new Report("web", "RUNNING", Optional.of(new Finding(Cause.MEMORY, "", Optional.of(since),
                "memory 90 MB")), Optional.empty(), NONE, NONE, Optional.empty(), 0, "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pods         | 200 | {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[{"metadata"
            pods         | 200 | <html>
            pods         | 200 | []
            pods         | 410 | {"kind":"Status","code":410,"reason":"Expired"}
            pods         | 429 | {"kind":"Status","code":429}
            pods         | 500 | nothing at all
            supervisions | 200 | {"kind":"SupervisionList","apiVersion":"dpm.dev/v1alpha1","items":[{"metadata":{"name"
            supervisions | 200 | {"kind":"Status","apiVersion":"v1"}
            supervisions | 410 | {"kind":"Status","code":410,"reason":"Expired"}
            supervisions | 500 | <html>
            """)
    void a_list_that_is_none_is_asked_for_again(String kind, int status, String body) {
        server.answer(status, body, 2, asked -> asked.method().equals("GET") && asked.path().endsWith("/" + kind));
        server.store.put(pod("a", false));

        begin("one");

        awaitPods(1, 0, 0, 1);
        assertThat(server.hasFaultsLeft()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 500, 503})
    void a_write_that_fails_is_tried_again(int status) {
        server.fail(status, 2, STATUS);

        begin("one");

        awaitPods(0, 0, 0, 0);
        assertThat(server.hasFaultsLeft()).isFalse();
    }

    @Test
    void a_server_that_goes_away_and_comes_back_is_told_what_changed_meanwhile() {
        begin("one");
        awaitPods(0, 0, 0, 0);

        server.end();
        server.store.put(pod("a", false));
        again();

        awaitPods(1, 0, 0, 1);
    }

    @Test
    void an_operator_that_begins_before_its_server_waits_for_it() {
        server.end();
        begin("one");
        again();

        awaitPods(0, 0, 0, 0);
    }

    @Test
    void a_status_that_somebody_else_changed_is_put_back() {
        begin("one");
        awaitPods(0, 0, 0, 0);

        server.store
                .put(withStatus(found(), new SupervisionStatus(9L, new SupervisionStatus.Pods(7, 7, 0, 0), List.of())));

        awaitPods(0, 0, 0, 0);
        assertThat(found().seen().orElseThrow().conditions()).hasSize(3);
    }

    @Test
    void events_that_are_refused_keep_no_status_from_being_written() {
        server.fail(403, Integer.MAX_VALUE, asked -> asked.method().equals("POST") && asked.path().endsWith("/events"));
        server.store.put(ended("b", 1));

        begin("one");
        awaitPods(1, 1, 0, 0);
        server.store.put(pod("c", false));

        awaitPods(2, 1, 0, 1);
    }

    @Test
    void one_of_two_leads_and_the_other_follows_it_at_once() throws Exception {
        Reconciling first = begin("one");
        awaitPods(0, 0, 0, 0);
        begin("two");
        assertThat(leader()).isEqualTo("one");

        first.close();
        await().atMost(Leadership.LEASE.minusSeconds(5)).until(() -> leader().equals("two"));
        server.store.put(pod("a", false));

        awaitPods(1, 0, 0, 1);
    }

    @Test
    void an_operator_that_restarts_reads_lists_and_writes_nothing() throws Exception {
        server.store.put(ended("b", 1));
        for (int number = 0; number < MANY; number++) {
            server.store.put(named("other-" + number, "shop"));
        }
        Reconciling first = begin("one");
        Material material = new Keytool(NAMES.served()).made();
        first.sign(material);
        await().atMost(PATIENCE)
                .until(() -> !counts().isEmpty() && server.store.all("secrets", Secret.class).size() == 1
                        && observed() == MANY + 1
                        && server.store.all("configmaps", ConfigMap.class).size() == MANY + 1);
        first.close();
        server.asked();

        begin("two").sign(material);
        // when the last Supervision has been handled, all others have had their turn
        await().atMost(PATIENCE).until(() -> leader().equals("two"));
        server.store.put(named("last", "elsewhere"));
        await().atMost(PATIENCE).until(() -> observed() == MANY + 2);

        List<Asked> asked = server.asked().stream().filter(each -> !each.path().contains("/leases")).toList();
        assertThat(asked).filteredOn(each -> !each.method().equals("GET")).extracting(Asked::path)
                .as("writes").isNotEmpty().allMatch(path -> path.contains("/namespaces/elsewhere/"));
        assertThat(asked).filteredOn(each -> each.method().equals("GET") && !each.isWatch()).extracting(Asked::path)
                .as("reads").contains("/api/v1/configmaps", "/api/v1/secrets", "/api/v1/events")
                .doesNotHaveDuplicates().noneMatch(path -> path.contains("/namespaces/shop/"));
    }

    @Test
    void a_supervision_of_a_newer_definition_is_faulty_and_hinders_no_other() {
        server.store.put(Samples.minimal(), "spec", "newer", "x");
        server.store.put(named("good", "shop"));

        begin("one");

        await().atMost(PATIENCE).until(() -> observed() == 2);
        assertThat(found().seen().orElseThrow().conditions().get(0).getMessage())
                .isEqualTo("spec.newer is not a field; it may be one of a newer dpm-runner's operator");
        server.store.put(named("later", "shop"));
        await().atMost(PATIENCE).until(() -> observed() == 3);
    }

    private long observed() {
        return server.store.all("supervisions", Supervision.class).stream()
                .filter(each -> each.seen().isPresent()).count();
    }

    private static Supervision named(String name, String namespace) {
        ObjectNode tree = Json.MAPPER.valueToTree(Samples.minimal());
        ((ObjectNode) tree.get("metadata")).put("name", name).put("namespace", namespace);
        return Json.MAPPER.convertValue(tree, Supervision.class);
    }

    private Reconciling begin(String identity) {
        OwnCluster cluster = new OwnCluster(server.client(), NAMES, rounds);
        SupervisionView supervisions = cluster.watchSupervisions("x:1");
        Reconciling reconciling = cluster.reconcile(supervisions, identity, Clock.systemUTC());
        parts.add(reconciling);
        parts.add(supervisions);
        return reconciling;
    }

    private void again() {
        try {
            server.begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPods(int selected, int supervised, int outdated, int uncovered) {
        SupervisionStatus.Pods expected = new SupervisionStatus.Pods(selected, supervised, outdated, uncovered);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found().seen().map(SupervisionStatus::pods))
                .contains(expected));
    }

    private Supervision found() {
        return server.store.find(Samples.minimal(), Supervision.class).orElseThrow();
    }

    private static Supervision withStatus(Supervision supervision, SupervisionStatus forged) {
        ObjectNode tree = Json.MAPPER.valueToTree(supervision);
        tree.set("status", Json.MAPPER.valueToTree(forged));
        return Json.MAPPER.convertValue(tree, Supervision.class);
    }

    private String leader() {
        return server.store.all("leases", Lease.class).get(0).getSpec().getHolderIdentity();
    }

    private List<Integer> counts() {
        return server.store.all("events", Event.class).stream().map(Event::getCount).toList();
    }

    static Pod pod(String name, boolean isSupervised) {
        PodBuilder pod = new PodBuilder().withNewMetadata().withName(name).withNamespace("shop")
                .withLabels(Map.of("app", "web")).endMetadata().withNewSpec().addNewContainer().withName("app")
                .withImage("web:7").endContainer().endSpec();
        return isSupervised
                ? pod.editMetadata().addToAnnotations("dpm.dev/supervision", "web").endMetadata().editSpec()
                        .addNewInitContainer().withName("dpm").endInitContainer().endSpec().build()
                : pod.build();
    }

    static Pod ended(String name, int restarts) {
        return new PodBuilder(pod(name, true)).withNewStatus().withPhase("Running").addNewContainerStatus()
                .withName("app").withRestartCount(restarts).withNewLastState().withNewTerminated()
                .withReason("OOMKilled").withFinishedAt(Instant.now().toString()).endTerminated().endLastState()
                .endContainerStatus().endStatus().build();
    }
}
