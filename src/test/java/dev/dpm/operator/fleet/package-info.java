/** Tests of what the operator says about the supervised pods of a cluster. */
package dev.dpm.operator.fleet;
