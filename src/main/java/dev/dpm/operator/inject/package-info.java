/**
 * Adds dpm-runner to a pod: from a pod, a Supervision and a few facts, the package computes the changed pod, or a
 * sentence that says why the pod cannot have a dpm-runner. The package uses no clock, file or server. Everything that
 * the pod had before stays in its place unchanged.
 */
package dev.dpm.operator.inject;
