/**
 * Performs what the loop has decided, on threads of its own and in order for each target, and defines the ports that the
 * loop and its effects need.
 */
package dev.dpm.supervision.effect;
