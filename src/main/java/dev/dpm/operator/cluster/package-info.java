/**
 * The operator's hands on the API server: what it watches, what it keeps there. What is to be is decided in the rooms
 * beside it, from values.
 */
package dev.dpm.operator.cluster;
