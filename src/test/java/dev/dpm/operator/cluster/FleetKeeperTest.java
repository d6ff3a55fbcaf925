package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;

import dev.dpm.operator.certificate.FleetMaterial;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.certificate.Renewal;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;

class FleetKeeperTest {

    private static final OperatorNames NAMES = new OperatorNames("ops");
    private static Material operators;

    private final AtomicLong now = new AtomicLong();
    private final List<Supervision> supervisions = new ArrayList<>();
    @AutoClose
    private ApiServer server;

    @BeforeAll
    static void make() throws Exception {
        operators = new Keytool(NAMES.served()).made();
    }

    @BeforeEach
    void serve() throws Exception {
        server = new ApiServer();
        supervisions.add(named("web"));
    }

    @Test
    void a_namespace_gets_a_certificate_of_the_operators_authority_and_a_token_and_no_key_of_the_authority()
            throws Exception {
        FleetKeeper keeper = keeper(Duration.ZERO);
        keeper.sign(operators);

        assertThat(look(keeper)).as("nothing is left to do").isFalse();

        Map<String, String> data = data();
        assertThat(data).containsOnlyKeys("ca.crt", "tls.crt", "tls.key", "token");
        assertThat(data.get("token")).matches("[A-Za-z0-9_-]{43}");
        X509Certificate served = certificate(data.get("tls.crt"));
        served.verify(certificate(data.get("ca.crt")).getPublicKey());
        assertThat(served.getSubjectAlternativeNames()).anySatisfy(name -> assertThat(name.get(1))
                .isEqualTo("sidecar.dpm.dev"));
        assertThat(data.get("ca.crt")).isEqualTo(operators.authorities());
        assertThat(data.values()).doesNotContain(operators.authorityKey());
    }

    @Test
    void it_goes_with_the_last_supervision_of_its_namespace() {
        FleetKeeper keeper = keeper(Duration.ZERO);
        keeper.sign(operators);
        look(keeper);
        supervisions.add(named("api"));
        look(keeper);

        assertThat(secret().getMetadata().getOwnerReferences()).extracting(OwnerReference::getName)
                .containsExactly("api", "web");
    }

    @Test
    void what_is_as_wanted_is_not_written_again_and_not_even_asked_for_within_minutes() {
        FleetKeeper keeper = keeper(Duration.ZERO);
        keeper.sign(operators);
        look(keeper);
        server.asked();

        look(keeper);
        assertThat(server.asked()).isEmpty();
        later();
        look(keeper);
        assertThat(server.asked()).extracting(ApiServer.Asked::method).containsExactly("GET");
    }

    @Test
    void the_certificate_is_renewed_at_two_thirds_of_its_life_and_the_token_stays() {
        FleetKeeper keeper = keeper(Duration.ZERO);
        keeper.sign(operators);
        look(keeper);
        Map<String, String> before = data();

        FleetKeeper next = keeper(Duration.ofDays(61));
        next.sign(operators);
        look(next);

        assertThat(data().get("tls.crt")).isNotEqualTo(before.get("tls.crt"));
        assertThat(data().get("token")).isEqualTo(before.get("token"));
    }

    @Test
    void another_authority_signs_anew_and_the_one_before_stays_trusted() throws Exception {
        FleetKeeper keeper = keeper(Duration.ZERO);
        keeper.sign(operators);
        look(keeper);
        Material renewed = new Keytool(NAMES.served()).renewed(operators, Renewal.AUTHORITY);
        keeper.sign(renewed);
        look(keeper);

        certificate(data().get("tls.crt")).verify(certificate(renewed.authorities()).getPublicKey());
        assertThat(data().get("ca.crt")).isEqualTo(renewed.authorities()).contains(operators.authorities());
    }

    @Test
    void a_secret_that_somebody_else_made_stays_as_it_is() {
        server.store.put(new SecretBuilder().withNewMetadata().withName("dpm-fleet").withNamespace("shop").endMetadata()
                .addToData("mine", "MQ==").build());
        FleetKeeper keeper = keeper(Duration.ZERO);
        keeper.sign(operators);

        look(keeper);

        assertThat(secret().getData()).isEqualTo(Map.of("mine", "MQ=="));
        assertThat(secret().getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void nothing_is_written_before_there_is_an_authority_nor_by_one_of_somebody_else_nor_after_the_lead_is_lost() {
        FleetKeeper keeper = keeper(Duration.ZERO);
        assertThat(look(keeper)).as("it is left for the next look").isTrue();

        keeper.sign(new Material(operators.authorities(), "", operators.served(), operators.servedKey()));
        assertThat(look(keeper)).isFalse();

        keeper.sign(operators);
        assertThat(keeper.look("shop", supervisions, () -> false)).isTrue();
        assertThat(server.store.all("secrets", Secret.class)).isEmpty();
    }

    private FleetKeeper keeper(Duration ahead) {
        return new FleetKeeper(server.client(), new Keytool(Set.of(FleetMaterial.NAME)),
                Clock.fixed(Instant.now().plus(ahead), ZoneOffset.UTC), now::get);
    }

    private boolean look(FleetKeeper keeper) {
        return keeper.look("shop", supervisions, () -> true);
    }

    private void later() {
        now.addAndGet(ConfigWriter.TRUSTED.plusSeconds(1).toNanos());
    }

    private Secret secret() {
        return server.store.all("secrets", Secret.class).get(0);
    }

    private Map<String, String> data() {
        Map<String, String> data = new java.util.HashMap<>();
        secret().getData().forEach((key, value) -> data.put(key,
                new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return data;
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Supervision named(String name) {
        Supervision supervision = Samples.minimal();
        supervision.getMetadata().setName(name);
        supervision.getMetadata().setUid("uid-" + name);
        return supervision;
    }
}
