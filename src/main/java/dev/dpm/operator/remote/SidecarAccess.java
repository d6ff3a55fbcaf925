package dev.dpm.operator.remote;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import dev.dpm.operator.fleet.PodFacts;

/** Port: the pods of a cluster, and the certificates and tokens for requests to their dpm-runners. */
public interface SidecarAccess {

    /** The pods that each Supervision selects at present, from the operator's memory. */
    List<Selected> selected();

    /**
     * Whether the token of a namespace is known: the operator has read the token, or knows that it is missing. If the
     * answer is no, or if the token is old, this call makes another thread read the token, and returns at once. An
     * implementation that need not read tokens returns true.
     */
    default boolean isRead(String namespace) {
        return true;
    }

    /**
     * The token of a namespace, as the operator last read it; empty if there is none, or if it has not been read yet.
     */
    Optional<String> token(String namespace);

    /**
     * Reports that a dpm-runner in this namespace refused the token, or that its certificate was not trusted. The
     * operator then reads the token again.
     */
    void distrust(String namespace);

    /** The certificate authorities that sign the certificates of dpm-runners; empty if there are none yet. */
    List<X509Certificate> authorities();

    /** The pods that one Supervision selects. */
    record Selected(String namespace, String supervision, List<PodFacts> pods) {

        public Selected {
            pods = List.copyOf(pods);
        }
    }
}
