package dev.dpm.operator.cluster;

import java.io.IOException;

import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Finds the reason of a failed request to the API server. The exception itself often says only "An error has occurred",
 * or repeats the request and the answer.
 */
final class Cause {

    private Cause() {
    }

    static String of(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (fault instanceof KubernetesClientException answered && answered.getStatus() != null
                && answered.getStatus().getMessage() != null) {
            return answered.getStatus().getMessage();
        }
        String message = root.getMessage();
        if (root instanceof IOException) {
            return "the API server does not answer (" + root.getClass().getSimpleName()
                    + (message == null ? "" : ": " + message) + ")";
        }
        return root == fault && message != null
                ? message
                : root.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
