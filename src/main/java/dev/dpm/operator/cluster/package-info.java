/**
 * The operator's access to the API server: its watches, its Secret and the webhook configurations. The rooms beside
 * this one decide, from values.
 */
package dev.dpm.operator.cluster;
