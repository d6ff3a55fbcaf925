package dev.dpm.cli;

import java.util.Optional;

/**
 * What {@code operator inject} was asked for.
 *
 * @param manifests a text of Kubernetes manifests, {@code manifestsName} what to call it
 * @param supervision likewise, of Supervisions
 * @param namespace of documents that name none; empty: the Supervision's
 * @param server the version of Kubernetes that they are for
 * @param image of dpm-runner where the Supervision names none
 */
public record InjectRequest(String manifestsName, String manifests, String supervisionName, String supervision,
        Optional<String> namespace, String server, Optional<String> image) {
}
