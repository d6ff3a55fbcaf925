/**
 * Puts dpm-runner into a pod: from a pod, a Supervision and a few facts to another pod, or to a sentence that says why
 * not. Made of values: no clock, no file, no server. What stands in the pod already stays as it is and where it is.
 */
package dev.dpm.operator.inject;
