/**
 * Counts and logs the failures of the operator's periodic work. The package knows neither the cluster nor the work: the
 * threads that do the work report their failures.
 */
package dev.dpm.operator.round;
