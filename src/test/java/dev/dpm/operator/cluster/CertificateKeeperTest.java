package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;

import dev.dpm.operator.certificate.Authority;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.certificate.Renewal;

@EnableKubernetesMockClient(crud = true)
class CertificateKeeperTest {

    private static final OperatorNames NAMES = new OperatorNames("ops");
    private static Material first;
    private static Material second;

    // injected by the JUnit extension
    KubernetesClient client;

    @BeforeAll
    static void makeThem() throws Exception {
        Keytool keytool = new Keytool(NAMES.served());
        first = keytool.made();
        second = keytool.renewed(first, Renewal.SERVED);
    }

    @Test
    void the_first_look_makes_a_certificate_and_tells_whom_to_trust() throws Exception {
        configure("dpm-operator", Map.of());

        Material made = keeper(Clock.systemUTC()).look().orElseThrow();

        assertThat(secret().getData().get("tls.crt")).isEqualTo(base64(made.served()));
        assertThat(bundles()).containsExactly(base64(made.authorities()));
        assertThat(client.admissionRegistration().v1().validatingWebhookConfigurations().withName("dpm-operator").get()
                .getWebhooks()).extracting(each -> each.getClientConfig().getCaBundle())
                .containsExactly(base64(made.authorities()));
    }

    @Test
    void another_replica_and_a_later_look_take_what_is_there() throws Exception {
        Material made = keeper(Clock.systemUTC()).look().orElseThrow();

        assertThat(keeper(Clock.systemUTC()).look()).contains(made);
    }

    @Test
    void a_bundle_that_was_wiped_out_is_put_back_by_the_next_look() throws Exception {
        configure("dpm-operator", Map.of());
        CertificateKeeper keeper = keeper(Clock.systemUTC());
        Material made = keeper.look().orElseThrow();
        client.admissionRegistration().v1().mutatingWebhookConfigurations().withName("dpm-operator").edit(
                config -> new MutatingWebhookConfigurationBuilder(config).editFirstWebhook().editClientConfig()
                        .withCaBundle("Cg==").endClientConfig().endWebhook().build());

        keeper.look();

        assertThat(bundles()).containsExactly(base64(made.authorities()));
    }

    @Test
    void webhooks_of_other_services_and_bundles_of_cert_manager_are_left_alone() throws Exception {
        configure("somebody-else", Map.of());
        keeper(Clock.systemUTC()).look();
        assertThat(bundles()).containsOnlyNulls();

        client.admissionRegistration().v1().mutatingWebhookConfigurations().delete();
        client.admissionRegistration().v1().validatingWebhookConfigurations().delete();
        configure("dpm-operator", Map.of("cert-manager.io/inject-ca-from", "ops/dpm"));
        keeper(Clock.systemUTC()).look();
        assertThat(bundles()).containsOnlyNulls();
    }

    @Test
    void an_old_certificate_is_renewed_in_the_secret_and_still_trusted() throws Exception {
        Material made = keeper(Clock.systemUTC()).look().orElseThrow();

        Material renewed = keeper(Clock.fixed(Instant.now().plus(Duration.ofDays(61)), ZoneOffset.UTC)).look()
                .orElseThrow();

        assertThat(renewed.served()).isNotEqualTo(made.served()).isEqualTo(second.served());
        assertThat(renewed.authorities()).isEqualTo(made.authorities());
        assertThat(secret().getData().get("tls.crt")).isEqualTo(base64(renewed.served()));
    }

    @Test
    void a_secret_without_the_authoritys_key_is_served_and_never_written() throws Exception {
        Material made = keeper(Clock.systemUTC()).look().orElseThrow();
        client.resource(new SecretBuilder(secret()).removeFromData("ca.key").build()).update();
        String version = secret().getMetadata().getResourceVersion();

        Material theirs = keeper(Clock.fixed(Instant.now().plus(Duration.ofDays(3650)), ZoneOffset.UTC)).look()
                .orElseThrow();

        assertThat(theirs.served()).isEqualTo(made.served());
        assertThat(secret().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    private CertificateKeeper keeper(Clock clock) {
        return new CertificateKeeper(client, NAMES, new Authority() {
            @Override
            public Material made() {
                return first;
            }

            @Override
            public Material renewed(Material old, Renewal due) {
                assertThat(due).isEqualTo(Renewal.SERVED);
                return second;
            }
        }, clock);
    }

    private Secret secret() {
        return client.secrets().inNamespace("ops").withName("dpm-operator-tls").get();
    }

    private List<String> bundles() {
        MutatingWebhookConfiguration found = client.admissionRegistration().v1().mutatingWebhookConfigurations()
                .withName("dpm-operator").get();
        return found.getWebhooks().stream().map(each -> each.getClientConfig().getCaBundle()).toList();
    }

    private void configure(String service, Map<String, String> annotations) {
        client.resource(new MutatingWebhookConfigurationBuilder().withNewMetadata().withName("dpm-operator")
                .withAnnotations(annotations).endMetadata().addNewWebhook().withName("inject.dpm.dev")
                .withNewClientConfig().withNewService().withName(service).withNamespace("ops").endService()
                .endClientConfig().endWebhook().build()).create();
        client.resource(new ValidatingWebhookConfigurationBuilder().withNewMetadata().withName("dpm-operator")
                .withAnnotations(annotations).endMetadata().addNewWebhook().withName("validate.dpm.dev")
                .withNewClientConfig().withNewService().withName(service).withNamespace("ops").endService()
                .endClientConfig().endWebhook().build()).create();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
