/**
 * Decides whether the runner acts, and why. The policies are pure functions: they take values, among them the present
 * moment, and return values. They read no clock, call no operating system, write no log, and throw no exception in an
 * expected case.
 */
package dev.dpm.policy;
