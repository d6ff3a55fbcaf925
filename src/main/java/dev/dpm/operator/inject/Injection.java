package dev.dpm.operator.inject;

import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

/** The result of an injection into one pod. */
public sealed interface Injection {

    /**
     * The pod got a dpm-runner.
     *
     * @param pod the pod to create
     * @param notes sentences about parts that stayed unchanged although a reader might expect a change; often none
     */
    record Injected(Pod pod, List<String> notes) implements Injection {
        public Injected {
            notes = List.copyOf(notes);
        }
    }

    /**
     * A Supervision selects the pod, but dpm-runner cannot work in it; the pod is created unchanged.
     *
     * @param sentence the reason, and what to do
     */
    record Refused(String sentence) implements Injection {
    }

    /**
     * The pod needs no change.
     *
     * @param isCovered true if an earlier injection gave the pod its dpm-runner
     * @param why the reason, a sentence
     */
    record Left(boolean isCovered, String why) implements Injection {
    }
}
