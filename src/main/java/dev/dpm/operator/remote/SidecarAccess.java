package dev.dpm.operator.remote;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import dev.dpm.operator.fleet.PodFacts;

/** Knows the supervised pods of a cluster, and the certificates and tokens for requests to their dpm-runners. */
public interface SidecarAccess {

    /** The pods that each Supervision selects at present, from the operator's memory. */
    List<Selected> selected();

    /**
     * Whether the operator has read the token of a namespace, or has found that the namespace has none. If neither is
     * so, another thread begins to read the token.
     */
    default boolean isRead(String namespace) {
        return true;
    }

    /**
     * The token of a namespace, as the operator last read it; empty if the namespace has none, or if the operator has
     * not read it yet.
     */
    Optional<String> token(String namespace);

    /**
     * Records that a dpm-runner refused the token of this namespace, or had a certificate that is not trusted. The token
     * is read again.
     */
    void distrust(String namespace);

    /** The certificate authorities that sign the certificates of dpm-runners; empty if there are none yet. */
    List<X509Certificate> authorities();

    /**
     * The pods that a Supervision selects.
     *
     * @param overlap a sentence about pods that another Supervision selects, too; empty if there are none
     */
    record Selected(String namespace, String supervision, List<PodFacts> pods, String overlap) {

        public Selected {
            pods = List.copyOf(pods);
        }

        public Selected(String namespace, String supervision, List<PodFacts> pods) {
            this(namespace, supervision, pods, "");
        }
    }
}
