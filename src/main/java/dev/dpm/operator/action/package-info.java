/**
 * Decides which pods may get an order, and when. All classes are pure values, computed from the state of pods and their
 * budgets. No class reads a clock or asks another component; the package {@code operator.act} carries out the
 * decisions.
 */
package dev.dpm.operator.action;
