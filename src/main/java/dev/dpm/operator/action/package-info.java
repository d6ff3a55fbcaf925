/**
 * Decides which pods may get an order, and when. All classes are immutable values, computed from the state of pods and
 * their budgets. The package does no I/O and reads no clock; the package {@code operator.act} executes the decisions.
 */
package dev.dpm.operator.action;
