package dev.dpm.operator.inject;

import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

/** What became of a pod. */
public sealed interface Injection {

    /**
     * The pod has a dpm-runner now.
     *
     * @param pod as it is to be created
     * @param notes sentences about what stayed otherwise than one might think; often none
     */
    record Injected(Pod pod, List<String> notes) implements Injection {
        public Injected {
            notes = List.copyOf(notes);
        }
    }

    /**
     * A dpm-runner was asked for and cannot work in this pod, which is to be created as it is.
     *
     * @param sentence why, and what to do
     */
    record Refused(String sentence) implements Injection {
    }

    /**
     * Nothing was to be done.
     *
     * @param isCovered a dpm-runner is in the pod from an earlier pass
     * @param why a sentence
     */
    record Left(boolean isCovered, String why) implements Injection {
    }
}
