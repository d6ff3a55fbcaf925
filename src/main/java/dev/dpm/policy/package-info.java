/**
 * Decides whether the runner acts, and why. Policies are pure functions: they take values, among them the present moment, and
 * return values.
 */
package dev.dpm.policy;
