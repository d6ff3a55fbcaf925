package dev.dpm.operator.page;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Authenticates a person by a bearer token, and returns the person's permissions. The people are users of the
 * Kubernetes cluster; the operator has no accounts of its own.
 */
public interface Authenticator {

    /** The namespace argument of {@link #may} that stands for all namespaces. */
    String EVERYWHERE = "";
    /** The API group of the custom resource Supervision. */
    String DPM = "dpm.dev";
    /** The plural name of the custom resource Supervision, as in URLs of the API. */
    String SUPERVISIONS = "supervisions";

    /**
     * The person to whom a token belongs; empty if the token is invalid or has expired. This method sends a request to
     * the API server.
     *
     * @throws IOException if the API server does not answer
     */
    Optional<Person> authenticate(String token) throws IOException;

    /**
     * Whether this object already knows the person to whom a token belongs, so that {@link #authenticate} sends no
     * request.
     */
    default boolean isCached(String token) {
        return false;
    }

    /**
     * Whether a person has a permission in a namespace. This method sends a request to the API server.
     *
     * @throws IOException if the API server does not answer
     */
    boolean may(Person person, Right right, String namespace) throws IOException;

    /** A user of the cluster, as the API server describes users (authentication.k8s.io/v1, UserInfo). */
    record Person(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

        public Person {
            groups = List.copyOf(groups);
            extra = Map.copyOf(extra);
        }
    }

    /**
     * The permissions that the operator's pages require, each expressed as a verb and a resource of the Kubernetes API.
     */
    enum Right {
        /** The permission to see the Supervisions of a namespace, and the pods that they select. */
        SEE("get", DPM, SUPERVISIONS),
        /** The permission to change a Supervision, and to acknowledge the FATAL state of its pods' targets. */
        ACT("update", DPM, SUPERVISIONS),
        /**
         * The permission to end processes of pods and to send them signals. This permission is the same as Kubernetes'
         * permission to delete pods, since deleting a pod ends its processes too.
         */
        END("delete", "", "pods");

        private final String verb;
        private final String group;
        private final String resource;

        Right(String verb, String group, String resource) {
            this.verb = verb;
            this.group = group;
            this.resource = resource;
        }

        /** The verb of this permission in the Kubernetes API, such as {@code get}. */
        public String verb() {
            return verb;
        }

        /** The API group of the resource to which this permission applies; empty means the core group. */
        public String group() {
            return group;
        }

        /** The plural name of the resource to which this permission applies. */
        public String resource() {
            return resource;
        }
    }
}
