package dev.dpm.cli;

import java.util.Optional;

/**
 * What {@code operator}, without a further word, was asked for.
 *
 * @param port of its webhook
 * @param namespace its own; empty: as its service account or the kubeconfig has it
 * @param image of dpm-runner where a Supervision names none; empty: that of the operator's own pod
 */
public record OperatorRequest(int port, Optional<String> namespace, Optional<String> image) {
}
