package dev.dpm.operator.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of the operator's certificates must be renewed: none, the server's certificate, or that of the authority. */
public enum Renewal {

    NOTHING,
    /** The server's certificate must be renewed. */
    SERVED,
    /** The authority must be renewed, and with it the server's certificate, which it signs. */
    AUTHORITY;

    /** The share of a certificate's lifetime after which the operator renews the certificate. */
    private static final double PART = 2.0 / 3;
    /** The number of the type DNS name among subject alternative names (RFC 5280, 4.2.1.6). */
    private static final Integer DNS = 2;

    /**
     * Which of the operator's certificates must be renewed now.
     *
     * @param names the DNS names of the server
     */
    public static Renewal due(Material material, Set<String> names, Instant now) {
        if (!material.isOurs()) {
            return NOTHING;
        }
        try {
            X509Certificate authority = material.authorityCertificates().get(0);
            X509Certificate served = material.servedCertificate();
            if (isOld(authority, now)) {
                return AUTHORITY;
            }
            served.verify(authority.getPublicKey());
            return isOld(served, now) || !names(served).containsAll(names) ? SERVED : NOTHING;
        } catch (GeneralSecurityException e) {
            // another authority signed the certificate, or the certificate is unreadable, so clients would refuse it
            return SERVED;
        }
    }

    private static boolean isOld(X509Certificate certificate, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
        return now.isBefore(from) || now.isAfter(from.plusSeconds((long) (life.toSeconds() * PART)));
    }

    private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? Set.of()
                : names.stream().filter(name -> DNS.equals(name.get(0))).map(name -> (String) name.get(1))
                        .collect(Collectors.toSet());
    }
}
