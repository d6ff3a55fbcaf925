/**
 * Adds dpm-runner to a pod. From a pod, a Supervision and a few facts, the package computes the changed pod, or the
 * reason why the pod cannot have a dpm-runner. The package uses no clock, file or server. Everything that the pod had
 * before stays in its place unchanged.
 */
package dev.dpm.operator.inject;
