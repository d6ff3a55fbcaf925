package dev.dpm.operator.inject;

import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

/** The result of the injection of dpm-runner into one pod. */
public sealed interface Injection {

    /**
     * The pod got a dpm-runner.
     *
     * @param notes sentences about probes that stayed unchanged; usually none
     */
    record Injected(Pod pod, List<String> notes) implements Injection {
        public Injected {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The pod got no dpm-runner, since dpm-runner cannot work in it.
     *
     * @param sentence why dpm-runner cannot work in the pod, and how to change that
     */
    record Refused(String sentence) implements Injection {
    }

    /**
     * The pod stays unchanged.
     *
     * @param isCovered whether the pod has a dpm-runner already
     * @param why why the pod stays unchanged
     */
    record Left(boolean isCovered, String why) implements Injection {
    }
}
