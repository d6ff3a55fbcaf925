package dev.dpm.operator.certificate;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import dev.dpm.config.value.TlsFileNames;

/**
 * The certificates and the token by which the operator and the dpm-runners in the pods of a namespace trust each other.
 *
 * @param authorities the certificates of the operator's authority, as PEM
 * @param served the dpm-runners' server certificate and its chain, as PEM
 * @param servedKey the key of the server certificate, as PEM
 * @param token the operator sends it with each request; empty text: there is none yet
 */
public record FleetMaterial(String authorities, String served, String servedKey, String token) {

    /**
     * The DNS name in the certificate of every dpm-runner. The operator expects this name, whatever address the pod has.
     */
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
     * Whether the server certificate must be renewed: two thirds of its lifetime are over, another authority signed the
     * certificate, or it is unreadable.
     */
    public boolean isDue(Material operators, Instant now) {
        return Renewal.due(new Material(operators.authorities(), operators.authorityKey(), served, servedKey),
                Set.of(NAME), now) == Renewal.SERVED;
    }

    /** A copy of these certificates with the server certificate and key of {@code other}. */
    public FleetMaterial served(FleetMaterial other) {
        return new FleetMaterial(authorities, other.served, other.servedKey, token);
    }

    /**
     * A copy of these certificates with the operator's present authorities, and with a new token of 256 random bits if
     * there was none.
     */
    public FleetMaterial completed(Material operators) {
        return new FleetMaterial(operators.authorities(), served, servedKey, token.isBlank() ? newToken() : token);
    }

    /**
     * Makes the certificates of dpm-runners, without a token, from a server certificate that the operator's authority
     * signed.
     */
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
