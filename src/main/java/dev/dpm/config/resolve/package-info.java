/**
 * Resolves a request: layers flags, file, defaults and environment over each other, expands variables and files of
 * variables, finds programs, and checks options that must agree with each other. The result is specs, or faults with
 * their places.
 */
package dev.dpm.config.resolve;
