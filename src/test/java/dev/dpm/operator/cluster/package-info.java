/** The operator's hands on an API server that remembers. */
package dev.dpm.operator.cluster;
