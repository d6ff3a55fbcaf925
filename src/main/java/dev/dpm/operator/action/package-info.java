/**
 * Decides which pods may get an order, and when. All classes are immutable and use neither I/O nor a clock. The package
 * {@code operator.act} gives the orders.
 */
package dev.dpm.operator.action;
