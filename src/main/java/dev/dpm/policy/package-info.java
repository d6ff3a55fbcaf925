/**
 * Decides whether to act, and why. Pure: policies take values, the present moment among them, and return values; they
 * read no clock, touch no system, log nothing, and throw for no expected case.
 */
package dev.dpm.policy;
