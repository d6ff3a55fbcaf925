/** Decides which pods may get an order, and when. Immutable values, without I/O and clock; {@code operator.act} executes. */
package dev.dpm.operator.action;
