package dev.dpm.operator.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.dpm.config.value.TlsFileNames;

/**
 * A certificate authority and a server certificate, as PEM. In a Secret, they have the same keys as with cert-manager.
 *
 * @param authorities the certificate of the present authority, and that of the previous authority until it expires
 * @param authorityKey the private key of the authority; empty text: another program signs the server certificate
 * @param served the server certificate with its chain
 */
public record Material(String authorities, String authorityKey, String served, String servedKey) {

    private static final String AUTHORITY_KEY = "ca.key";

    /**
     * Reads the certificates and keys from the data of a Secret.
     *
     * @throws GeneralSecurityException the server certificate or a key is missing or unreadable
     */
    public static Material of(Map<String, String> data) throws GeneralSecurityException {
        Material material = new Material(data.getOrDefault(TlsFileNames.AUTHORITIES, ""),
                data.getOrDefault(AUTHORITY_KEY, ""),
                data.getOrDefault(TlsFileNames.CERTIFICATE, ""), data.getOrDefault(TlsFileNames.KEY, ""));
        Pem.key(material.servedKey());
        material.servedCertificate();
        if (material.isOurs()) {
            Pem.key(material.authorityKey());
            material.authorityCertificates();
        }
        return material;
    }

    /** These certificates and keys as the data of a Secret. */
    public Map<String, String> data() {
        return Map.of(TlsFileNames.AUTHORITIES, authorities, AUTHORITY_KEY, authorityKey, TlsFileNames.CERTIFICATE,
                served, TlsFileNames.KEY, servedKey);
    }

    /** Whether the operator signs the server's certificate itself. */
    public boolean isOurs() {
        return !authorityKey.isBlank();
    }

    public List<X509Certificate> chain() throws GeneralSecurityException {
        return Pem.certificates(served);
    }

    public PrivateKey key() throws GeneralSecurityException {
        return Pem.key(servedKey);
    }

    X509Certificate servedCertificate() throws GeneralSecurityException {
        return first(Pem.certificates(served));
    }

    public List<X509Certificate> authorityCertificates() throws GeneralSecurityException {
        List<X509Certificate> all = Pem.certificates(authorities);
        first(all);
        return all;
    }

    private static X509Certificate first(List<X509Certificate> certificates) throws GeneralSecurityException {
        return certificates.stream().findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no CERTIFICATE in PEM"));
    }

    /** A copy of these certificates that also contains the certificate of the previous authority. */
    Material trustingAlso(X509Certificate older) throws GeneralSecurityException {
        return new Material(Pem.of(Stream.concat(authorityCertificates().stream(), Stream.of(older)).toList()),
                authorityKey, served, servedKey);
    }

    /** A text for logs, from which the private keys are left out. */
    @Override
    public String toString() {
        return isOurs() ? "a certificate of our own authority" : "a certificate of somebody else's authority";
    }
}
