/** Adds dpm-runner to a pod: a pure function. What the pod had stays unchanged. */
package dev.dpm.operator.inject;
