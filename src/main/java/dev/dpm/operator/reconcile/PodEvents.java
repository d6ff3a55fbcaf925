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
 * Events on pods, as {@code kubectl describe pod} shows them: why a pod has no dpm-runner, and why a container beside a
 * dpm-runner ended. Each container of a pod has one Event for each reason; when the same end happens again, the Event's
 * count rises.
 */
final class PodEvents {

    private static final String COMPONENT = "dpm-operator";
    /**
     * The age up to which an end gets an Event. The API server stores Events for an hour by default, so an older end
     * was reported already, or is no news.
     */
    private static final Duration NEWS = Duration.ofHours(1);
    /**
     * The largest number of characters of a message: the API allows 1024 bytes (core/v1, Event), and a character may
     * have four.
     */
    private static final int LONGEST = 1024 / 4;
    /**
     * The number of letters to which a pod's name is shortened in the name of an Event. An Event's name may have 253
     * letters, like a pod's, and a suffix of 16 letters follows the pod's name.
     */
    private static final int LONGEST_NAME = 200;
    /** A prime number for the hash of a text: similar texts get different numbers. */
    private static final long PRIME = 1_000_003;
    /** The kubelet's word for a container that the kernel killed at its memory limit. */
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
            // kubelet already reports the end of dpm-runner's own container; the end of another container is reported
            // if dpm-runner has written a reason, or if the kernel killed for lack of memory
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

    /** The subject of an Event: a container, or the whole pod where {@code container} is empty. */
    private record Subject(Pod pod, String container) {

        /**
         * The name of an Event. There is one name for each pod, container and reason, so a repetition changes the same
         * object. A new pod has another uid, and so its Events have other names.
         */
        String eventName(String reason) {
            String name = pod.getMetadata().getName();
            long mark = 0;
            for (char letter : (pod.getMetadata().getUid() + "/" + container + "/" + reason).toCharArray()) {
                mark = mark * PRIME + letter;
            }
            // in an object's name no dot or hyphen may come before a dot (RFC 1123)
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
