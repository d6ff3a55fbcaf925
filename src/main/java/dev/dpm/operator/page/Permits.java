package dev.dpm.operator.page;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.page.Authenticator.Person;
import dev.dpm.operator.page.Authenticator.Right;
import dev.dpm.operator.remote.FleetWatch;

/** Decides which pods a person may see, and which actions the person may take. */
record Permits(FleetWatch watch, Authenticator authenticator) {

    Set<String> seen(Person person) throws IOException {
        Set<String> all = watch.namespaces();
        if (authenticator.may(person, Right.SEE, Authenticator.EVERYWHERE)) {
            return all;
        }
        Set<String> seen = new HashSet<>();
        for (String namespace : all) {
            if (authenticator.may(person, Right.SEE, namespace)) {
                seen.add(namespace);
            }
        }
        return seen;
    }

    /**
     * Returns a pod.
     *
     * @throws Refused with status 404 if the person may not see the pod, or no Supervision selects it
     */
    PodRecord pod(Person person, PodName name) throws Refused, IOException {
        Optional<PodRecord> known = watch.pod(name);
        if (known.isPresent() && may(person, Right.SEE, name.namespace())) {
            return known.get();
        }
        throw new Refused(404, "No Supervision that you may see selects a pod " + name.shown() + ".");
    }

    /** Whether a person has a permission in this namespace or in all namespaces. */
    boolean may(Person person, Right right, String namespace) throws IOException {
        return authenticator.may(person, right, Authenticator.EVERYWHERE)
                || authenticator.may(person, right, namespace);
    }

    /**
     * Whether a page shows a link to an action, since the person has the permission that the action needs. If the API
     * server does not answer, the result is false. The action itself checks the permission again.
     */
    boolean isOffered(Person person, Right right, String namespace) {
        try {
            return may(person, right, namespace);
        } catch (IOException e) {
            return false;
        }
    }
}
