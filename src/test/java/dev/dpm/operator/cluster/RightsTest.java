package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;

import dev.dpm.operator.certificate.Authority;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.certificate.Renewal;

/** Makes every request of the operator once and compares the rights needed with those in deploy/operator/rbac.yaml. */
@EnableKubernetesMockClient(crud = true)
class RightsTest {

    private static final OperatorNames NAMES = new OperatorNames("ops");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // injected by the JUnit extension
    KubernetesClient client;
    KubernetesMockServer server;

    @Test
    void rights_are_those_that_are_used() throws Exception {
        server.expectCustomResource(new CustomResourceDefinitionContext.Builder().withGroup("dpm.dev")
                .withVersion("v1alpha1").withPlural("supervisions").withKind("Supervision").withScope("Namespaced")
                .build());
        configure();
        client.resource(new PodBuilder().withNewMetadata().withName("me").withNamespace("ops").endMetadata()
                .withNewSpec().addNewContainer().withName("operator").withImage("dpm-runner:7").endContainer()
                .endSpec().build()).create();
        asked();

        OwnCluster cluster = new OwnCluster(client, NAMES);
        assertThat(cluster.ownImage("me")).contains("dpm-runner:7");
        CertificateKeeper keeper = keeper();
        keeper.look();
        keeper.look();
        Set<String> needed = new TreeSet<>();
        try (SupervisionView view = cluster.watchSupervisions("x:1")) {
            view.readVersion();
            await().atMost(PATIENCE).until(() -> view.known().isPresent());
            await().atMost(PATIENCE).until(() -> {
                needed.addAll(asked());
                return needed.contains("watch supervisions");
            });
        }

        assertThat(needed).isEqualTo(Rights.granted());
    }

    private void configure() {
        client.resource(new MutatingWebhookConfigurationBuilder().withNewMetadata().withName("dpm-operator")
                .endMetadata().addNewWebhook().withName("inject.dpm.dev").withNewClientConfig().withNewService()
                .withName("dpm-operator").withNamespace("ops").endService().endClientConfig().endWebhook().build())
                .create();
        client.resource(new ValidatingWebhookConfigurationBuilder().withNewMetadata().withName("dpm-operator")
                .endMetadata().addNewWebhook().withName("validate.dpm.dev").withNewClientConfig().withNewService()
                .withName("dpm-operator").withNamespace("ops").endService().endClientConfig().endWebhook().build())
                .create();
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

    /** The rights that requests since the last call needed. */
    private Set<String> asked() throws InterruptedException {
        Set<String> asked = new TreeSet<>();
        for (RecordedRequest request = next(); request != null; request = next()) {
            asked.addAll(Rights.needed(request));
        }
        return asked;
    }

    private RecordedRequest next() throws InterruptedException {
        return server.takeRequest(100, TimeUnit.MILLISECONDS);
    }
}
