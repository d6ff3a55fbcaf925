package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

import dev.dpm.operator.act.ClusterPods;
import dev.dpm.operator.act.NamespaceState;
import dev.dpm.operator.action.Disruptions;
import dev.dpm.operator.action.MaxUnavailable;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.action.UnfinishedOrder;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.model.PodShare;
import dev.dpm.operator.model.Samples;

/**
 * Tests the pods and budgets that an action sees, the Event that an action writes, and the Lease of the replica that
 * acts.
 */
class ApiClusterPodsTest {

    private static final OperatorNames NAMES = new OperatorNames("ops");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicLong nanos = new AtomicLong();
    @AutoClose
    private ApiServer server;
    private OwnCluster cluster;
    @AutoClose
    private SupervisionView supervisions;

    @BeforeEach
    void serve() throws Exception {
        server = new ApiServer();
        cluster = new OwnCluster(server.client(), NAMES);
        server.store.put(Samples.of(Map.of("selector", Samples.selector(), "maxUnavailable", "50%")));
        supervisions = cluster.watchSupervisions("x:1");
        supervisions.readVersion();
        await().atMost(PATIENCE).until(() -> supervisions.known().isPresent());
    }

    private ClusterPods world() {
        return cluster.actionWorld(supervisions, pod -> Optional.empty(), Clock.systemUTC());
    }

    private static Pod pod(String name, String ready, String phase) {
        return new PodBuilder(ReconcilingTest.ended(name, 3)).editMetadata().withUid("uid-" + name).endMetadata()
                .editStatus().withPhase(phase).addNewCondition().withType("Ready").withStatus(ready).endCondition()
                .addNewContainerStatus().withName("dpm").withRestartCount(9).endContainerStatus().endStatus().build();
    }

    private static PodDisruptionBudget budget(String name, Map<String, String> labels, Long observed) {
        return new PodDisruptionBudgetBuilder().withNewMetadata().withName(name).withNamespace("shop").endMetadata()
                .withNewSpec().withNewSelector().withMatchLabels(labels).endSelector().endSpec().withNewStatus()
                .withObservedGeneration(observed).withDisruptionsAllowed(2).withDesiredHealthy(1).endStatus().build();
    }

    private static PodName name(String name) {
        return new PodName("shop", name);
    }

    @Test
    void pods_and_their_budgets_are_read_anew() throws Exception {
        server.store.put(pod("a", "True", "Running"));
        server.store.put(pod("b", "False", "Running"));
        server.store.put(pod("over", "False", "Succeeded"));
        server.store.put(budget("all", Map.of(), 1L));
        server.store.put(budget("others", Map.of("app", "other"), 1L));
        server.store.put(budget("old", Map.of("app", "web"), 0L));

        NamespaceState state = world().look("shop");

        PodState seen = state.pods().stream().filter(pod -> pod.name().equals(name("a"))).findFirst().orElseThrow();
        assertThat(seen.isReady()).isTrue();
        assertThat(seen.restarts()).as("without dpm-runner's own").isEqualTo(3);
        assertThat(seen.uid()).isEqualTo("uid-a");
        Set<PodName> both = Set.of(name("a"), name("b"));
        assertThat(state.budgets()).containsExactlyInAnyOrder(new MaxUnavailable("shop/web", new PodShare("50%"), both),
                new Disruptions("shop/all", both, true, 2, 1),
                new Disruptions("shop/others", Set.of(), true, 2, 1), new Disruptions("shop/old", both, false, 2, 1));
    }

    @Test
    void who_has_what_done_is_an_event_on_the_pod() throws Exception {
        world().note(name("a"), "uid-a", Order.signal("HUP").orElseThrow(), "ada\nsecond line");
        world().note(name("a"), "uid-a", Order.TERMINATE, "bob");

        List<Event> events = server.store.all("events", Event.class);
        assertThat(events).extracting(Event::getMessage).containsExactlyInAnyOrder(
                "ada second line has dpm-runner send HUP to the process, by the fleet page or its API",
                "bob has dpm-runner terminate the process, by the fleet page or its API");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getInvolvedObject().getName()).isEqualTo("a");
            assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-a");
            assertThat(event.getType()).isEqualTo("Normal");
        });
    }

    @Test
    void an_api_server_that_refuses_is_a_fault_that_says_so() {
        server.fail(500, 1, request -> request.path().endsWith("poddisruptionbudgets"));

        assertThatThrownBy(() -> world().look("shop")).isInstanceOf(IOException.class).hasMessageContaining("500");
    }

    @Test
    void one_replica_acts_and_another_only_after_it_gave_back_or_was_silent_for_long() {
        LeaseActionLock one = lock("pod-one_1");
        LeaseActionLock two = lock("pod-two_2");
        assertThat(one.acquire()).isTrue();

        assertThat(two.acquire()).isFalse();
        assertThat(two.holder()).isEqualTo("pod-one");
        one.release();
        nanos.addAndGet(Leadership.RETRY.toNanos());
        assertThat(two.acquire()).isTrue();
        nanos.addAndGet(Leadership.RETRY.toNanos());
        assertThat(one.acquire()).isFalse();
        nanos.addAndGet(UnfinishedOrder.DEADLINE.toNanos());
        assertThat(two.acquire()).as("renewed by its holder").isTrue();
        assertThat(one.acquire()).isFalse();

        nanos.addAndGet(UnfinishedOrder.DEADLINE.plusSeconds(1).toNanos());

        assertThat(one.acquire()).isTrue();
    }

    private LeaseActionLock lock(String identity) {
        return new LeaseActionLock(server.client(), NAMES, identity, Clock.systemUTC(), nanos::get);
    }
}
