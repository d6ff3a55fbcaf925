/** Adds dpm-runner to a pod. The package computes a new pod from the given one, without I/O. */
package dev.dpm.operator.inject;
