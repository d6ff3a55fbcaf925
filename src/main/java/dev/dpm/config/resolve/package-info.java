/**
 * Resolves a request into specifications of runner and targets, or into faults with their places. The package applies
 * the precedence of flags, file, defaults and environment, replaces variables, finds programs, and checks that options
 * fit together.
 */
package dev.dpm.config.resolve;
