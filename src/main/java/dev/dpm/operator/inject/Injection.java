package dev.dpm.operator.inject;

import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

/** The result of the injection of dpm-runner into one pod. */
public sealed interface Injection {

    /**
     * The pod got a dpm-runner.
     *
     * @param pod the pod with the dpm-runner container
     * @param notes sentences about parts of the pod that are unchanged although a person might expect a change; usually
     *     none
     */
    record Injected(Pod pod, List<String> notes) implements Injection {
        public Injected {
            notes = List.copyOf(notes);
        }
    }

    /**
     * A Supervision selects the pod, but dpm-runner cannot work in it; the pod is created without dpm-runner.
     *
     * @param sentence why dpm-runner cannot work in it, and what to do
     */
    record Refused(String sentence) implements Injection {
    }

    /**
     * The pod needs no change by the injection.
     *
     * @param isCovered true if the pod has a dpm-runner already
     * @param why a sentence that says why the pod needs no change
     */
    record Left(boolean isCovered, String why) implements Injection {
    }
}
