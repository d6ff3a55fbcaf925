/**
 * Puts dpm-runner into a pod: takes a pod, a Supervision and a few facts, and returns the changed pod or a sentence
 * with the reason of a refusal. The package works on values: it uses no clock, no file and no server. The pod's own
 * parts keep their content and their place.
 */
package dev.dpm.operator.inject;
