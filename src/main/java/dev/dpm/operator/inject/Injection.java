package dev.dpm.operator.inject;

import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

/** The result of the injection of dpm-runner into one pod. */
public sealed interface Injection {

    /**
     * The pod got a dpm-runner.
     *
     * @param notes on what stayed unchanged; usually none
     */
    record Injected(Pod pod, List<String> notes) implements Injection {
        public Injected {
            notes = List.copyOf(notes);
        }
    }

    /**
     * dpm-runner cannot work in the pod.
     *
     * @param sentence why, and what to do
     */
    record Refused(String sentence) implements Injection {
    }

    /**
     * No change.
     *
     * @param isCovered whether there is a dpm-runner already
     */
    record Left(boolean isCovered, String why) implements Injection {
    }
}
