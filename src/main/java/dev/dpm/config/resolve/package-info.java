/**
 * Resolves a request into specifications or faults: precedence of flags, file and environment, variables, programs, and
 * combinations of options.
 */
package dev.dpm.config.resolve;
