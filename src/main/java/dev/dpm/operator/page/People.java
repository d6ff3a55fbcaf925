package dev.dpm.operator.page;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: the person behind a bearer token, and the rights of that person. The only users are the cluster's users. */
public interface People {

    /** Every namespace. */
    String EVERYWHERE = "";

    /**
     * The person of a token; empty: the cluster does not know the token, or the token has expired. Asks the API server.
     *
     * @throws IOException where the API server cannot be asked
     */
    Optional<Person> of(String token) throws IOException;

    /**
     * Whether a person may do something to the Supervisions of a namespace. Asks the API server.
     *
     * @throws IOException the API server cannot be asked
     */
    boolean may(Person person, Right right, String namespace) throws IOException;

    /** A user in the form of the API server (authentication.k8s.io/v1, UserInfo). */
    record Person(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

        public Person {
            groups = List.copyOf(groups);
            extra = Map.copyOf(extra);
        }
    }

    /** The rights that a person may have on a Supervision. */
    enum Right {
        /** The right to see the pods that the Supervision selects. */
        SEE("get"),
        /** To act on them. */
        ACT("update");

        private final String verb;

        Right(String verb) {
            this.verb = verb;
        }

        /** The verb of the Kubernetes API that stands for this right. */
        public String verb() {
            return verb;
        }
    }
}
