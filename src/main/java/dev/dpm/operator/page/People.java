package dev.dpm.operator.page;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: who a bearer token stands for, and what that person may do. There is no other user base than the cluster's. */
public interface People {

    /** Every namespace. */
    String EVERYWHERE = "";

    /**
     * The person of a token; empty: the cluster does not know it, or it has expired. Asks the API server.
     *
     * @throws IOException the API server cannot be asked
     */
    Optional<Person> of(String token) throws IOException;

    /**
     * Whether a person may do something to the Supervisions of a namespace. Asks the API server.
     *
     * @throws IOException the API server cannot be asked
     */
    boolean may(Person person, Right right, String namespace) throws IOException;

    /** A user as the API server knows one (authentication.k8s.io/v1, UserInfo). */
    record Person(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

        public Person {
            groups = List.copyOf(groups);
            extra = Map.copyOf(extra);
        }
    }

    /** What somebody wants to do to a Supervision. */
    enum Right {
        /** To see the pods that it selects. */
        SEE("get"),
        /** To act on them. */
        ACT("update");

        private final String verb;

        Right(String verb) {
            this.verb = verb;
        }

        /** The verb of the Kubernetes API that stands for it. */
        public String verb() {
            return verb;
        }
    }
}
