package dev.dpm.operator.page;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.operator.fleet.Member;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord.Answer;

/**
 * One pod in a list of pods.
 *
 * @param path the path of the pod's page
 * @param answered when the pod's dpm-runner last answered; empty if never
 */
public record PodLine(String name, String path, String sentence, Optional<Instant> answered) {

    static PodLine of(Member member) {
        return new PodLine(member.name().name(), path(member.name()), member.sentence(),
                member.known().answer().map(Answer::at));
    }

    /** The path of a pod's page. Names of pods and namespaces need no encoding (RFC 1123). */
    static String path(PodName name) {
        return "/pods/" + name.namespace() + "/" + name.name();
    }
}
