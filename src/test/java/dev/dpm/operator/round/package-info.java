/** Tests how failed rounds of the operator's periodic work are counted and logged. */
package dev.dpm.operator.round;
