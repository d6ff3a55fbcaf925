package dev.dpm.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;

import dev.dpm.operator.inject.Marks;
import dev.dpm.operator.model.Supervision;

/**
 * Creates the Events on pods, which {@code kubectl describe pod} shows: why a pod has no dpm-runner, and why a
 * container beside dpm-runner ended. Each container has one Event for each reason; if it ends again for that reason,
 * the Event's count rises.
 */
final class PodEvents {

    private static final String COMPONENT = "dpm-operator";
    /**
     * The age from which on the operator writes no Event about a container's end. The API server stores Events for an
     * hour by default, so an older end has been reported already.
     */
    private static final Duration NEWS = Duration.ofHours(1);
    /**
     * The largest number of characters in the message of an Event. The API allows 1024 bytes (core/v1, Event), and a
     * character may have four.
     */
    private static final int LONGEST = 1024 / 4;
    /**
     * The number of characters to which the pod's name is cut in the name of an Event. An Event's name may have 253
     * characters, and 17 more follow the pod's name.
     */
    private static final int LONGEST_NAME = 200;
    /**
     * A prime number by which the hash in an Event's name is multiplied for each character, so that similar texts get
     * different hashes.
     */
    private static final long PRIME = 1_000_003;
    /**
     * The reason in a container's status with which kubelet reports that the kernel killed the container at its memory
     * limit.
     */
    private static final String OOM = "OOMKilled";

    private final Supervision supervision;
    private final Instant now;
    private final List<Event> events = new ArrayList<>();

    private PodEvents(Supervision supervision, Instant now) {
        this.supervision = supervision;
        this.now = now;
    }

    static List<Event> of(Supervision supervision, SelectedPods pods, Instant now) {
        PodEvents all = new PodEvents(supervision, now);
        pods.uncovered().forEach(pod -> Marks.refusal(pod).ifPresent(sentence -> all.refused(pod, sentence)));
        pods.supervised().forEach(all::ended);
        return all.events;
    }

    private void refused(Pod pod, String sentence) {
        time(pod.getMetadata().getCreationTimestamp()).ifPresent(created -> add(new Subject(pod, ""), "NotSupervised",
                "without dpm-runner, which Supervision " + supervision.getMetadata().getName() + " asks for: "
                        + sentence,
                created, 1));
    }

    private void ended(Pod pod) {
        for (ContainerStatus container : SelectedPods.containers(pod)) {
            ContainerStateTerminated end = container.getLastState() == null
                    ? null
                    : container.getLastState().getTerminated();
            // kubelet itself reports the end of dpm-runner's container. The end of another container gets an Event if
            // dpm-runner has written a reason, or if the kernel killed the container for lack of memory.
            if (end != null && !Marks.CONTAINER.equals(container.getName())
                    && (OOM.equals(end.getReason()) || end.getMessage() != null && !end.getMessage().isBlank())) {
                time(end.getFinishedAt()).ifPresent(at -> add(new Subject(pod, container.getName()),
                        OOM.equals(end.getReason()) ? OOM : "TargetEnded",
                        "container " + container.getName() + ": " + sentence(end), at,
                        Math.max(1, container.getRestartCount() == null ? 1 : container.getRestartCount())));
            }
        }
    }

    private static String sentence(ContainerStateTerminated end) {
        return end.getMessage() == null || end.getMessage().isBlank()
                ? "the kernel killed a process of it, because the container reached its memory limit"
                : end.getMessage().strip();
    }

    /** What an Event is about: one container, or the whole pod if {@code container} is empty. */
    private record Subject(Pod pod, String container) {

        /**
         * The name of an Event. The name is the same for the same pod, container and reason, so that a repetition
         * updates the existing Event. The name contains a hash of the pod's uid, so a new pod of the same name has
         * other Events.
         */
        String eventName(String reason) {
            String name = pod.getMetadata().getName();
            long mark = 0;
            for (char letter : (pod.getMetadata().getUid() + "/" + container + "/" + reason).toCharArray()) {
                mark = mark * PRIME + letter;
            }
            // the suffix begins with a dot, and RFC 1123 allows no dot or hyphen before a dot
            return name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceFirst("[.-]+$", "")
                    + String.format(Locale.ROOT, ".%016x", mark);
        }
    }

    private void add(Subject subject, String reason, String message, Instant at, int count) {
        if (at.isBefore(now.minus(NEWS))) {
            return;
        }
        Pod pod = subject.pod();
        String stamp = at.truncatedTo(ChronoUnit.SECONDS).toString();
        events.add(new EventBuilder().withNewMetadata().withNamespace(pod.getMetadata().getNamespace())
                .withName(subject.eventName(reason))
                .endMetadata().withNewInvolvedObject().withApiVersion("v1").withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace()).withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid()).endInvolvedObject().withReason(reason).withType("Warning")
                .withMessage(message.length() > LONGEST ? message.substring(0, LONGEST - 1) + "…" : message)
                .withNewSource().withComponent(COMPONENT).endSource().withFirstTimestamp(stamp)
                .withLastTimestamp(stamp).withCount(count).build());
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
