package dev.dpm.operator.page;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: the person behind a bearer token, and the rights of that person. The only users are the cluster's users. */
public interface People {

    /** Stands for all namespaces in a question about rights. */
    String EVERYWHERE = "";
    /** The API group of Supervisions. */
    String DPM = "dpm.dev";
    /** The plural name of Supervisions. */
    String SUPERVISIONS = "supervisions";

    /**
     * The person of a token; empty if the cluster does not know the token, or the token has expired. Asks the API
     * server.
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

    /** The rights that a person may have in a namespace, by the verbs and resources of the Kubernetes API. */
    enum Right {
        /** The right to see the Supervisions of a namespace, and the pods that they select. */
        SEE("get", DPM, SUPERVISIONS),
        /** The right to change a Supervision, and to acknowledge troubles of its pods. */
        ACT("update", DPM, SUPERVISIONS),
        /**
         * The right to end and to signal the processes of pods. Kubernetes' right to delete pods stands for it, since a
         * deletion ends the processes as well.
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

        /** The verb of the Kubernetes API that stands for this right. */
        public String verb() {
            return verb;
        }

        /** The API group of the resource; empty means the core group. */
        public String group() {
            return group;
        }

        /** The plural name of the resource. */
        public String resource() {
            return resource;
        }
    }
}
