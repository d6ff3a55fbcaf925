package dev.dpm.operator.certificate;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * The material with which the dpm-runners of a namespace answer the operator: a certificate of the operator's
 * authority, and a token. The Secret of the namespace does not contain the authority's key.
 *
 * @param authorities the authorities of the operator, as PEM
 * @param served the certificate and the chain to its authority, as PEM
 * @param token the token that the operator sends; empty if there is none yet
 */
public record FleetMaterial(String authorities, String served, String servedKey, String token) {

    /** The name in the certificate. The operator expects this name of each dpm-runner, at any address. */
    public static final String NAME = "sidecar.dpm.dev";

    private static final String AUTHORITIES = "ca.crt";
    private static final String SERVED = "tls.crt";
    private static final String SERVED_KEY = "tls.key";
    private static final String TOKEN = "token";
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The value of a namespace without material, for which all must be made. */
    public static FleetMaterial nothing() {
        return of(Map.of());
    }

    /** Reads the data of a Secret, in which any part may be missing. */
    public static FleetMaterial of(Map<String, String> data) {
        return new FleetMaterial(data.getOrDefault(AUTHORITIES, ""), data.getOrDefault(SERVED, ""),
                data.getOrDefault(SERVED_KEY, ""), data.getOrDefault(TOKEN, ""));
    }

    /** The data of a Secret with this material. */
    public Map<String, String> data() {
        return Map.of(AUTHORITIES, authorities, SERVED, served, SERVED_KEY, servedKey, TOKEN, token);
    }

    /**
     * Whether the certificate must be made anew: two thirds of its life are over, another authority signed it, or it is
     * unreadable. While the authority itself must be renewed, the result is false.
     *
     * @param operators the operator's own material, with the key of its authority
     */
    public boolean isDue(Material operators, Instant now) {
        return Renewal.due(new Material(operators.authorities(), operators.authorityKey(), served, servedKey),
                Set.of(NAME), now) == Renewal.SERVED;
    }

    /** A copy of this material with the certificate of another material. */
    public FleetMaterial served(FleetMaterial other) {
        return new FleetMaterial(authorities, other.served, other.servedKey, token);
    }

    /**
     * A copy of this material with the operator's authorities. If there is no token yet, the copy has a new one: 256
     * random bits, in characters that a header may contain.
     */
    public FleetMaterial completed(Material operators) {
        return new FleetMaterial(operators.authorities(), served, servedKey, token.isBlank() ? newToken() : token);
    }

    /** Makes fleet material from a certificate that the operator's authority signed. */
    public static FleetMaterial servedBy(Material signed) {
        return new FleetMaterial(signed.authorities(), signed.served(), signed.servedKey(), "");
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A text without secrets, so that no key gets into a log. */
    @Override
    public String toString() {
        return "a certificate and a token of a fleet";
    }
}
