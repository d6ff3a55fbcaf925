/**
 * Performs the effects that the supervision loop orders, on other threads, one at a time for each target. Defines the
 * interfaces ({@code Ports}) that the loop and its effects use.
 */
package dev.dpm.supervision.effect;
