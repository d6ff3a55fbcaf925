package dev.dpm.operator.cluster;

import java.util.Set;

/**
 * By what names the operator's own objects go, as {@code deploy/operator} has them.
 *
 * @param namespace the operator's own, whose pods are never touched
 */
public record OperatorNames(String namespace) {

    /** The Service, the webhook configurations and the Lease. */
    public static final String OPERATOR = "dpm-operator";
    static final String SECRET = OPERATOR + "-tls";
    /** Whom the API server tells changes of ours by. */
    static final String FIELD_MANAGER = OPERATOR;

    /** How an API server calls the webhook; it asks for {@code NAME.NAMESPACE.svc} in the certificate. */
    public Set<String> served() {
        String service = OPERATOR + "." + namespace + ".svc";
        return Set.of(service, service + ".cluster.local");
    }
}
