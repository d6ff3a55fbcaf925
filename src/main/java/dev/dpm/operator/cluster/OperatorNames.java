package dev.dpm.operator.cluster;

import java.util.Set;

/**
 * The names of the operator's own Kubernetes objects. The files in {@code deploy/operator} use the same names.
 *
 * @param namespace the namespace of the operator; pods in this namespace get no dpm-runner
 */
public record OperatorNames(String namespace) {

    /** The name of the operator's Service, its webhook configurations and its Lease. */
    public static final String OPERATOR = "dpm-operator";
    static final String ACTIONS = OPERATOR + "-actions";
    static final String SECRET = OPERATOR + "-tls";
    static final String FIELD_MANAGER = OPERATOR;

    /**
     * The DNS names under which the API server calls the operator's webhook. The webhook's certificate must contain
     * {@code NAME.NAMESPACE.svc}.
     */
    public Set<String> served() {
        String service = OPERATOR + "." + namespace + ".svc";
        return Set.of(service, service + ".cluster.local");
    }
}
