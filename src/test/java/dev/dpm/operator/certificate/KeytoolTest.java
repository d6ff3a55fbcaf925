package dev.dpm.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeytoolTest {

    private static final Set<String> NAMES = Set.of("dpm-operator.ops.svc", "localhost");
    private static final Keytool KEYTOOL = new Keytool(NAMES);
    private static Material material;

    @BeforeAll
    static void makeOne() throws Exception {
        material = KEYTOOL.made();
    }

    @Test
    void the_certificate_is_the_authoritys_and_of_all_names() throws Exception {
        X509Certificate authority = material.authorityCertificates().get(0);
        X509Certificate served = material.servedCertificate();

        served.verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isNotNegative();
        assertThat(served.getBasicConstraints()).isNegative();
        assertThat(served.getSubjectAlternativeNames().stream().map(name -> (String) name.get(1)))
                .containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(served.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(material).hasToString("a certificate of our own authority");
    }

    @Test
    void what_a_secret_keeps_is_what_comes_back() throws Exception {
        assertThat(Material.of(material.data())).isEqualTo(material);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key", "ca.crt"})
    void a_secret_without_a_part_is_none(String part) {
        Map<String, String> data = new HashMap<>(material.data());
        data.put(part, "garbage");

        assertThatThrownBy(() -> Material.of(data)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void renewal_begins_at_two_thirds_of_a_life() throws Exception {
        X509Certificate served = material.servedCertificate();
        Instant from = served.getNotBefore().toInstant();
        Duration life = Duration.between(from, served.getNotAfter().toInstant());

        assertThat(due(from.plus(life.multipliedBy(2).dividedBy(3)).minusSeconds(5))).isEqualTo(Renewal.NOTHING);
        assertThat(due(from.plus(life.multipliedBy(2).dividedBy(3)).plusSeconds(5))).isEqualTo(Renewal.SERVED);
        assertThat(due(from.minus(Duration.ofHours(1)))).as("before its life").isEqualTo(Renewal.AUTHORITY);
        assertThat(due(from.plus(Duration.ofDays(4 * 365)))).isEqualTo(Renewal.AUTHORITY);
    }

    private static Renewal due(Instant now) {
        return Renewal.due(material, NAMES, now);
    }

    @Test
    void other_names_or_another_signer_call_for_another_certificate() throws Exception {
        Material other = KEYTOOL.made();
        Material mixed = new Material(other.authorities(), other.authorityKey(), material.served(),
                material.servedKey());

        assertThat(Renewal.due(material, Set.of("dpm-operator.moved.svc"), Instant.now())).isEqualTo(Renewal.SERVED);
        assertThat(Renewal.due(mixed, NAMES, Instant.now())).isEqualTo(Renewal.SERVED);
    }

    @Test
    void a_renewed_certificate_is_trusted_by_whom_the_old_one_was() throws Exception {
        Material renewed = KEYTOOL.renewed(material, Renewal.SERVED);

        assertThat(renewed.authorities()).isEqualTo(material.authorities());
        assertThat(renewed.served()).isNotEqualTo(material.served());
        renewed.servedCertificate().verify(material.authorityCertificates().get(0).getPublicKey());
        assertThat(Renewal.due(renewed, NAMES, Instant.now())).isEqualTo(Renewal.NOTHING);
    }

    @Test
    void a_renewed_authority_stands_before_the_old_one_and_no_older_one_stays() throws Exception {
        X509Certificate old = material.authorityCertificates().get(0);

        Material renewed = KEYTOOL.renewed(material, Renewal.AUTHORITY);
        Material again = KEYTOOL.renewed(renewed, Renewal.AUTHORITY);

        List<X509Certificate> trusted = renewed.authorityCertificates();
        assertThat(trusted).hasSize(2).last().isEqualTo(old);
        renewed.servedCertificate().verify(trusted.get(0).getPublicKey());
        assertThat(again.authorityCertificates()).hasSize(2).doesNotContain(old);
        assertThat(Renewal.due(again, NAMES, Instant.now())).isEqualTo(Renewal.NOTHING);
    }

    @Test
    void what_somebody_else_signs_is_never_due() throws Exception {
        Map<String, String> data = new HashMap<>(material.data());
        data.remove("ca.key");

        Material theirs = Material.of(data);

        assertThat(theirs.isOurs()).isFalse();
        assertThat(Renewal.due(theirs, Set.of("any.svc"), Instant.EPOCH)).isEqualTo(Renewal.NOTHING);
    }
}
