package dev.dpm.operator.remote;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import dev.dpm.operator.fleet.PodFacts;

/** Port: the pods of a cluster, and the certificates and tokens for requests to their dpm-runners. */
public interface SidecarAccess {

    /** The pods that each Supervision selects at present, from the operator's memory. */
    List<Selected> selected();

    /** Whether the token of a namespace was read, or is known to be missing. If not, another thread reads it. */
    default boolean isRead(String namespace) {
        return true;
    }

    /**
     * The token of a namespace, as the operator last read it; empty if there is none, or if it has not been read yet.
     */
    Optional<String> token(String namespace);

    /** A token or certificate was refused, so the token is read again. */
    void distrust(String namespace);

    /** The certificate authorities that sign the certificates of dpm-runners; empty if there are none yet. */
    List<X509Certificate> authorities();

    record Selected(String namespace, String supervision, List<PodFacts> pods) {

        public Selected {
            pods = List.copyOf(pods);
        }
    }
}
