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

import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.model.Supervision;

/**
 * Creates the Events on pods, which {@code kubectl describe pod} shows: why a pod has no dpm-runner, why another
 * container than dpm-runner's ended, and what dpm-runner reported about its target without the end of a container.
 * There is one Event for each reason and each container, or for each reason and the pod. If the same happens again, the
 * Event's count rises.
 */
final class PodEvents {

    private static final String COMPONENT = "dpm-operator";
    /**
     * The age up to which the operator writes an Event about something that happened. The API server stores an Event
     * for an hour, so an Event about something older has been written before.
     */
    private static final Duration NEWS = Duration.ofHours(1);
    /**
     * The longest message of an Event in characters: 1024 bytes (core/v1, Event), if each character takes four bytes.
     */
    private static final int LONGEST = 1024 / 4;
    /**
     * The number of characters of a pod's name that an Event's name contains; an Event's name has at most 253 characters.
     */
    private static final int LONGEST_NAME = 200;
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

    static List<Event> of(ObservedState seen, SelectedPods pods) {
        PodEvents all = new PodEvents(seen.supervision(), seen.now());
        pods.uncovered().forEach(pod -> PodMetadata.refusal(pod).ifPresent(sentence -> all.refused(pod, sentence)));
        pods.supervised().forEach(all::ended);
        // the Events about reports of dpm-runners come after those about facts from kubelet: only a limited number of
        // Events is written at once, and any program in a pod could cause many such reports
        pods.supervised().forEach(pod -> seen.reported().apply(pod).forEach(each -> all.reported(pod, each)));
        return all.events;
    }

    private void refused(Pod pod, String sentence) {
        time(pod.getMetadata().getCreationTimestamp()).ifPresent(created -> add(new Subject(pod, ""), "NotSupervised",
                "without dpm-runner, which Supervision " + supervision.getMetadata().getName() + " asks for: "
                        + sentence,
                created, 1));
    }

    private void reported(Pod pod, Reported reported) {
        add(new Subject(pod, ""), reported.kind().reason(), reported.sentence(), reported.since(), null);
    }

    private void ended(Pod pod) {
        for (ContainerStatus container : SelectedPods.containers(pod)) {
            ContainerStateTerminated end = container.getLastState() == null
                    ? null
                    : container.getLastState().getTerminated();
            // kubelet itself writes Events about the end of dpm-runner's container
            if (end != null && !PodMetadata.CONTAINER.equals(container.getName())
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

    /** The object of an Event: one container of a pod, or the whole pod if {@code container} is empty text. */
    private record Subject(Pod pod, String container) {

        /**
         * The name of an Event. It is the same for the same pod, container and reason, so that a repetition updates the
         * existing Event.
         */
        String eventName(String reason) {
            String name = pod.getMetadata().getName();
            long mark = 0;
            for (char letter : (pod.getMetadata().getUid() + "/" + container + "/" + reason).toCharArray()) {
                mark = mark * PRIME + letter;
            }
            // before the dot of the suffix, the name may have neither a dot nor a hyphen (RFC 1123)
            return name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceFirst("[.-]+$", "")
                    + String.format(Locale.ROOT, ".%016x", mark);
        }
    }

    private void add(Subject subject, String reason, String message, Instant at, Integer count) {
        // a time in the future comes from a node with a wrong clock, so it cannot be the time of an Event
        if (at.isBefore(now.minus(NEWS)) || at.isAfter(now.plus(NEWS))) {
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
