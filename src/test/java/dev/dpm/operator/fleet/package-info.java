/** Tests of what is said of the supervised pods of a cluster. */
package dev.dpm.operator.fleet;
