package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.remote.SidecarAccess.Selected;
import dev.dpm.operator.round.FailedRounds;

class WatchedSidecarAccessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final OperatorNames NAMES = new OperatorNames("ops");

    private final AtomicLong nanos = new AtomicLong();
    @AutoClose
    private ApiServer server;
    private KubernetesClient client;
    @AutoClose
    private SupervisionView supervisions;
    @AutoClose
    private PodView pods;

    @BeforeEach
    void serve() throws Exception {
        server = new ApiServer();
        client = server.client();
        supervisions = SupervisionView.watching(client, NAMES, "x:1", new FailedRounds(System::nanoTime));
        pods = PodView.watching(client, pod -> {
        }, new FailedRounds(System::nanoTime));
    }

    @Test
    void a_token_is_read_once_and_again_after_a_minute_and_stays_while_the_server_is_away() {
        token("one");
        try (WatchedSidecarAccess world = world(client)) {
            await().atMost(PATIENCE).until(() -> world.isRead("shop"));
            assertThat(world.token("shop")).contains("one");

            token("two");
            pass(Duration.ofSeconds(59));
            assertThat(world.token("shop")).contains("one");
            pass(Duration.ofSeconds(2));
            await().atMost(PATIENCE).until(() -> world.token("shop").filter("two"::equals).isPresent());

            server.end();
            pass(Duration.ofMinutes(10));
            assertThat(world.isRead("shop")).isTrue();
            assertThat(world.token("shop")).contains("two");
        }
    }

    @Test
    void a_token_that_did_not_fit_is_read_anew_after_five_seconds() {
        token("one");
        try (WatchedSidecarAccess world = world(client)) {
            await().atMost(PATIENCE).until(() -> world.isRead("shop"));
            token("two");
            pass(Duration.ofSeconds(1));
            world.distrust("shop");
            assertThat(world.token("shop")).contains("one");

            pass(Duration.ofSeconds(6));

            await().atMost(PATIENCE).until(() -> world.token("shop").filter("two"::equals).isPresent());
        }
    }

    /** The groups of both Supervisions tell the conflict, and no rollout is advised for the pod. */
    @Test
    void groups_of_two_supervisions_that_select_one_pod_both_say_so() {
        server.store.put(Samples.minimal());
        Supervision second = Samples.minimal();
        second.getMetadata().setName("second");
        server.store.put(second);
        server.store.put(new PodBuilder().withNewMetadata().withName("web-1").withNamespace("shop").withUid("u")
                .withLabels(Map.of("app", "web")).endMetadata().withNewSpec().addNewContainer().withName("app")
                .endContainer().endSpec().build());
        try (WatchedSidecarAccess world = world(client)) {
            await().atMost(PATIENCE).until(() -> world.selected().size() == 2
                    && world.selected().stream().noneMatch(each -> each.overlap().isEmpty()));

            assertThat(world.selected()).extracting(Selected::overlap).satisfiesExactly(
                    sentence -> assertThat(sentence).startsWith("Supervision web selects 1 of these pods too"),
                    sentence -> assertThat(sentence).startsWith("Supervision second selects 1 of these pods too"));
            assertThat(world.selected()).flatExtracting(Selected::pods).extracting(PodFacts::remark)
                    .containsOnly("more than one Supervision selects it; change one of the selectors");
        }
    }

    @Test
    void a_namespace_without_a_secret_is_read_and_has_no_token() {
        try (WatchedSidecarAccess world = world(client)) {
            await().atMost(PATIENCE).until(() -> world.isRead("shop"));

            assertThat(world.token("shop")).isEmpty();
        }
    }

    @Test
    void a_server_that_never_answers_keeps_nobody_waiting() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                KubernetesClient hanging = hanging(silent.getLocalPort());
                WatchedSidecarAccess world = world(hanging)) {
            long begin = System.nanoTime();
            for (String namespace : Set.of("a", "b", "c")) {
                assertThat(world.isRead(namespace)).isFalse();
                assertThat(world.token(namespace)).isEmpty();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        }
    }

    private static KubernetesClient hanging(int port) {
        Config config = new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:" + port)
                .withRequestRetryBackoffLimit(0).withRequestTimeout(120_000).build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private WatchedSidecarAccess world(KubernetesClient asked) {
        return new WatchedSidecarAccess(asked, supervisions, pods, nanos::get, new FailedRounds(nanos::get));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void token(String text) {
        server.store.put(new SecretBuilder().withNewMetadata().withName("dpm-fleet").withNamespace("shop").endMetadata()
                .withData(Map.of("token", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .build());
    }
}
