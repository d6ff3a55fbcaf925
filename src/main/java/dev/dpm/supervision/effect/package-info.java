/**
 * Performs the effects that the loop has ordered, on other threads, and in order for each target; defines the ports
 * that the loop and its effects need.
 */
package dev.dpm.supervision.effect;
