/** Tests of the counting of failed rounds. */
package dev.dpm.operator.round;
