/**
 * Decides which pods may be acted on, and when: pure values, from what is seen of pods and their budgets. Reads no clock and
 * asks nobody; the room {@code operator.act} performs what is decided here.
 */
package dev.dpm.operator.action;
