/**
 * Decides whether the runner acts, and why. Pure: policies take values, the present moment among them, and return
 * values. They read no clock, call no operating system, write no log, and throw no exception in an expected case.
 */
package dev.dpm.policy;
