package dev.dpm.operator.cluster;

import java.util.Set;

/**
 * The names of the operator's own objects, the same as in {@code deploy/operator}.
 *
 * @param namespace the operator's own namespace, where no pod is injected
 */
public record OperatorNames(String namespace) {

    /** The name of the Service, the webhook configurations and the Lease. */
    public static final String OPERATOR = "dpm-operator";
    /** The name of the Lease whose holder may act on pods. */
    static final String ACTIONS = OPERATOR + "-actions";
    static final String SECRET = OPERATOR + "-tls";
    /** The name under which the API server records the fields that the operator wrote (field manager). */
    static final String FIELD_MANAGER = OPERATOR;

    /** The names under which an API server calls the webhook; the certificate must hold {@code NAME.NAMESPACE.svc}. */
    public Set<String> served() {
        String service = OPERATOR + "." + namespace + ".svc";
        return Set.of(service, service + ".cluster.local");
    }
}
