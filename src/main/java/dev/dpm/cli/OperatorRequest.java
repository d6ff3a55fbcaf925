package dev.dpm.cli;

import java.util.Optional;

/**
 * The arguments of {@code operator} without a subcommand.
 *
 * @param port the port of the webhook
 * @param namespace the operator's namespace; empty: that of its service account or of the kubeconfig
 * @param image the image of dpm-runner for a Supervision that names none; empty: the image of the operator's own pod
 */
public record OperatorRequest(int port, Optional<String> namespace, Optional<String> image) {
}
