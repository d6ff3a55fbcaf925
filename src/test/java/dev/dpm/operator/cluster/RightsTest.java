package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.dpm.operator.certificate.Authority;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.certificate.Renewal;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.page.Authenticator.Person;
import dev.dpm.operator.page.Authenticator.Right;

/**
 * Makes the operator send each kind of its requests once, and compares the rights that they need with those in
 * deploy/operator/rbac.yaml.
 */
class RightsTest {

    private static final OperatorNames NAMES = new OperatorNames("ops");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Set<String> needed = new TreeSet<>();
    @AutoClose
    private ApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void serve() throws Exception {
        server = new ApiServer();
        client = server.client();
    }

    @Test
    void rights_are_those_that_are_used() throws Exception {
        configure();
        server.store.put(new PodBuilder().withNewMetadata().withName("me").withNamespace("ops").endMetadata()
                .withNewSpec().addNewContainer().withName("operator").withImage("dpm-runner:7").endContainer()
                .endSpec().build());
        server.store.put(Samples.minimal());
        server.store.put(ReconcilingTest.ended("b", 1));

        OwnCluster cluster = new OwnCluster(client, NAMES);
        assertThat(cluster.ownImage("me")).contains("dpm-runner:7");
        CertificateKeeper keeper = keeper();
        keeper.look();
        keeper.look();
        try (SupervisionView view = cluster.watchSupervisions("x:1");
                Reconciling reconciling = cluster.reconcile(view, "me", Clock.systemUTC())) {
            view.readVersion();
            await().atMost(PATIENCE).until(() -> view.known().isPresent());
            awaitRight("create events");
            server.store.put(ReconcilingTest.ended("b", 2));
            awaitRight("patch events");
            awaitRight("watch supervisions");
            awaitRight("watch pods");
            reconciling.sign(new Keytool(NAMES.served()).made());
            server.store.put(Samples.with("maxRestarts", 5));
            awaitRight("patch secrets");
            try (WatchedSidecarAccess world = cluster.world(view, reconciling)) {
                await().atMost(PATIENCE).until(() -> world.token("shop").isPresent());
            }
            assertThat(cluster.actionWorld(view, pod -> Optional.empty(), Clock.systemUTC()).look("shop").pods())
                    .isNotEmpty();
            assertThat(cluster.actionLock("me", Clock.systemUTC()).acquire()).isTrue();
            assertThat(cluster.people().authenticate("unknown")).isEmpty();
            assertThat(cluster.people().may(new Person("ada", "", List.of("staff"), Map.of("scopes", List.of("all"))),
                    Right.SEE, "shop")).isFalse();
        }
        needed.addAll(asked());

        assertThat(needed).isEqualTo(Rights.granted());
    }

    private void awaitRight(String right) {
        await().atMost(PATIENCE).until(() -> {
            needed.addAll(asked());
            return needed.contains(right);
        });
    }

    private void configure() {
        server.store.put(new MutatingWebhookConfigurationBuilder().withNewMetadata().withName("dpm-operator")
                .endMetadata().addNewWebhook().withName("inject.dpm.dev").withNewClientConfig().withNewService()
                .withName("dpm-operator").withNamespace("ops").endService().endClientConfig().endWebhook().build());
        server.store.put(new ValidatingWebhookConfigurationBuilder().withNewMetadata().withName("dpm-operator")
                .endMetadata().addNewWebhook().withName("validate.dpm.dev").withNewClientConfig().withNewService()
                .withName("dpm-operator").withNamespace("ops").endService().endClientConfig().endWebhook().build());
    }

    /** A keeper whose clock is two months ahead, so that each check finds an old certificate. */
    private CertificateKeeper keeper() throws Exception {
        Material material = new Keytool(NAMES.served()).made();
        return new CertificateKeeper(client, NAMES, new Authority() {
            @Override
            public Material made() {
                return material;
            }

            @Override
            public Material renewed(Material old, Renewal due) {
                return material;
            }
        }, Clock.offset(Clock.systemUTC(), Duration.ofDays(61)));
    }

    /** The rights that the requests since the last call needed. */
    private Set<String> asked() {
        Set<String> asked = new TreeSet<>();
        server.asked().forEach(request -> asked.addAll(Rights.needed(request)));
        return asked;
    }
}
