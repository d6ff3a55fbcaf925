/**
 * The operator's access to the API server: its watches, its Secret and the webhook configurations. Decisions are made
 * in the neighbouring packages, which work on values only.
 */
package dev.dpm.operator.cluster;
