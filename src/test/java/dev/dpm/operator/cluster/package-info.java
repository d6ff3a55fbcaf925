/** Tests of the operator's requests, against a fake API server that keeps objects. */
package dev.dpm.operator.cluster;
