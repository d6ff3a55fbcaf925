package dev.dpm.operator.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.dpm.config.value.TlsFileNames;

/**
 * A certificate authority and a server certificate, with their keys, all as PEM. The names of the parts in the Secret
 * are the same as those of cert-manager.
 *
 * @param authorities certificates of the authorities that clients must trust: first the present authority, then the
 *     previous one until its certificate expires
 * @param authorityKey the key of the present authority; empty if another program, such as cert-manager, signs and
 *     renews the certificates
 * @param served the server's certificate and the chain to its authority
 */
public record Material(String authorities, String authorityKey, String served, String servedKey) {

    private static final String AUTHORITY_KEY = "ca.key";

    /**
     * Reads the operator's certificates and keys from the data of a Secret. Throws an exception if the data does not
     * contain a certificate with its key.
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

    /**
     * Whether the operator itself signs the server's certificate. Otherwise another program renews the certificate, and
     * the operator only uses it.
     */
    public boolean isOurs() {
        return !authorityKey.isBlank();
    }

    /** The certificate chain that the server sends to clients, its own certificate first. */
    public List<X509Certificate> chain() throws GeneralSecurityException {
        return Pem.certificates(served);
    }

    /** The private key of the server's certificate. */
    public PrivateKey key() throws GeneralSecurityException {
        return Pem.key(servedKey);
    }

    X509Certificate servedCertificate() throws GeneralSecurityException {
        return first(Pem.certificates(served));
    }

    /** The certificates of the authorities that clients must trust. */
    public List<X509Certificate> authorityCertificates() throws GeneralSecurityException {
        List<X509Certificate> all = Pem.certificates(authorities);
        first(all);
        return all;
    }

    private static X509Certificate first(List<X509Certificate> certificates) throws GeneralSecurityException {
        return certificates.stream().findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no CERTIFICATE in PEM"));
    }

    /**
     * A copy of these certificates that also contains the previous authority, which signed certificates that are still
     * in use.
     */
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
