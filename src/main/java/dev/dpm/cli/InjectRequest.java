package dev.dpm.cli;

import java.util.Optional;

/**
 * The input of {@code operator inject}.
 *
 * @param manifestsName the name of the manifests' source for sentences
 * @param manifests text of Kubernetes manifests
 * @param supervisionName the name of the Supervisions' source for sentences
 * @param supervision text of Supervisions
 * @param namespace for documents that name none; empty: the Supervision's
 * @param server the version of Kubernetes that the manifests are for
 * @param image of dpm-runner where the Supervision names none
 */
public record InjectRequest(String manifestsName, String manifests, String supervisionName, String supervision,
        Optional<String> namespace, String server, Optional<String> image) {
}
