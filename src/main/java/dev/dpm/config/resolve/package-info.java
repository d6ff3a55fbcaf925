/**
 * Resolves a request: layers flags, file, defaults and environment over each other, expands variables and files of
 * variables, finds programs, and checks what options must agree on. Ends in specs, or in faults with their places.
 */
package dev.dpm.config.resolve;
