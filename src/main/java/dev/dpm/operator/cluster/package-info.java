/**
 * The operator's access to the API server: its watches, its Secret and the webhook configurations. The neighbouring
 * packages decide, and work on values only.
 */
package dev.dpm.operator.cluster;
