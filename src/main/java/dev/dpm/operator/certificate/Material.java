package dev.dpm.operator.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Certificates and their keys, all in PEM. The keys of the Secret are those that cert-manager writes too.
 *
 * @param authorities whom clients have to trust, the one that signs first, an older one as long as its certificates live
 * @param authorityKey empty: somebody else signs, such as cert-manager, and nothing is renewed here
 * @param served the certificate of the server, and what leads to the authority
 */
public record Material(String authorities, String authorityKey, String served, String servedKey) {

    private static final String AUTHORITIES = "ca.crt";
    private static final String AUTHORITY_KEY = "ca.key";
    private static final String SERVED = "tls.crt";
    private static final String SERVED_KEY = "tls.key";

    /** As the data of a Secret has it; throws where it is no certificate with its key. */
    public static Material of(Map<String, String> data) throws GeneralSecurityException {
        Material material = new Material(data.getOrDefault(AUTHORITIES, ""), data.getOrDefault(AUTHORITY_KEY, ""),
                data.getOrDefault(SERVED, ""), data.getOrDefault(SERVED_KEY, ""));
        Pem.key(material.servedKey());
        material.servedCertificate();
        if (material.isOurs()) {
            Pem.key(material.authorityKey());
            material.authorityCertificates();
        }
        return material;
    }

    /** For the data of a Secret. */
    public Map<String, String> data() {
        return Map.of(AUTHORITIES, authorities, AUTHORITY_KEY, authorityKey, SERVED, served, SERVED_KEY, servedKey);
    }

    /** Whether the operator signs; else it only serves what somebody else renews. */
    public boolean isOurs() {
        return !authorityKey.isBlank();
    }

    /** What a server shows of itself: its certificate first. */
    public List<X509Certificate> chain() throws GeneralSecurityException {
        return Pem.certificates(served);
    }

    /** The key of the certificate that is served. */
    public PrivateKey key() throws GeneralSecurityException {
        return Pem.key(servedKey);
    }

    X509Certificate servedCertificate() throws GeneralSecurityException {
        return first(Pem.certificates(served));
    }

    List<X509Certificate> authorityCertificates() throws GeneralSecurityException {
        List<X509Certificate> all = Pem.certificates(authorities);
        first(all);
        return all;
    }

    private static X509Certificate first(List<X509Certificate> certificates) throws GeneralSecurityException {
        return certificates.stream().findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no CERTIFICATE in PEM"));
    }

    /** The same served by a new authority, in front of that one of the older that is still in use. */
    Material trustingAlso(X509Certificate older) throws GeneralSecurityException {
        return new Material(Pem.of(Stream.concat(authorityCertificates().stream(), Stream.of(older)).toList()),
                authorityKey, served, servedKey);
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return isOurs() ? "a certificate of our own authority" : "a certificate of somebody else's authority";
    }
}
