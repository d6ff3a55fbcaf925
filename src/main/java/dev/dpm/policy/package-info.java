/**
 * Decides whether the runner acts, and why. Pure: policies take values, the present moment among them, and return
 * values. They read no clock, touch no system, write no log, and throw in no expected case.
 */
package dev.dpm.policy;
