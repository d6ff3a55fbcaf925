package dev.dpm.operator.certificate;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import dev.dpm.config.value.TlsFileNames;

/**
 * What the dpm-runners of a namespace need for TLS.
 *
 * @param authorities of the operator, as PEM
 * @param served certificate and chain, as PEM
 * @param servedKey its key, as PEM
 * @param token sent by the operator; empty text: none yet
 */
public record FleetMaterial(String authorities, String served, String servedKey, String token) {

    /** The DNS name in every dpm-runner's certificate, whatever the pod's address. */
    public static final String NAME = "sidecar.dpm.dev";

    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The value for a namespace that has no certificate and no token yet. */
    public static FleetMaterial nothing() {
        return of(Map.of());
    }

    /** Reads the certificates and the token from the data of a Secret; a missing part becomes an empty text. */
    public static FleetMaterial of(Map<String, String> data) {
        return new FleetMaterial(data.getOrDefault(TlsFileNames.AUTHORITIES, ""),
                data.getOrDefault(TlsFileNames.CERTIFICATE, ""),
                data.getOrDefault(TlsFileNames.KEY, ""), data.getOrDefault(TlsFileNames.TOKEN, ""));
    }

    /** These certificates and the token as the data of a Secret. */
    public Map<String, String> data() {
        return Map.of(TlsFileNames.AUTHORITIES, authorities, TlsFileNames.CERTIFICATE, served, TlsFileNames.KEY,
                servedKey, TlsFileNames.TOKEN, token);
    }

    /**
     * Whether the certificate must be renewed: two thirds of its lifetime are over, another authority signed it, or it is
     * unreadable.
     */
    public boolean isDue(Material operators, Instant now) {
        return Renewal.due(new Material(operators.authorities(), operators.authorityKey(), served, servedKey),
                Set.of(NAME), now) == Renewal.SERVED;
    }

    /** A copy of these certificates with the server certificate and key of {@code other}. */
    public FleetMaterial served(FleetMaterial other) {
        return new FleetMaterial(authorities, other.served, other.servedKey, token);
    }

    /** A copy with the present authorities, and with a token of 256 random bits if there is none. */
    public FleetMaterial completed(Material operators) {
        return new FleetMaterial(operators.authorities(), served, servedKey, token.isBlank() ? newToken() : token);
    }

    /** The certificates of dpm-runners, without a token, from a certificate that the operator's authority signed. */
    public static FleetMaterial servedBy(Material signed) {
        return new FleetMaterial(signed.authorities(), signed.served(), signed.servedKey(), "");
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A text for logs, from which the private key and the token are left out. */
    @Override
    public String toString() {
        return "a certificate and a token of a fleet";
    }
}
