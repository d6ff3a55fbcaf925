package dev.dpm.operator.remote;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import dev.dpm.operator.fleet.PodFacts;

/** Port: the pods of a cluster, and the secrets for asking the dpm-runners in them. */
public interface World {

    /** The present pods of all Supervisions, from memory. */
    List<Selected> selected();

    /**
     * Whether the token of a namespace was read, or was found to be missing. If the token is unknown or old, this call
     * makes another thread read it, and does not wait. True where tokens need no reading.
     */
    default boolean isRead(String namespace) {
        return true;
    }

    /** The token of a namespace as it was last read; empty if there was no token, or it has not been read yet. */
    Optional<String> token(String namespace);

    /**
     * Records that a dpm-runner in this namespace refused the operator's token, or that the operator refused the
     * dpm-runner's certificate. The token is then read anew.
     */
    void distrust(String namespace);

    /** The authorities that sign the certificates of dpm-runners; empty if there are none yet. */
    List<X509Certificate> authorities();

    /** The pods that one Supervision selects. */
    record Selected(String namespace, String supervision, List<PodFacts> pods) {

        public Selected {
            pods = List.copyOf(pods);
        }
    }
}
