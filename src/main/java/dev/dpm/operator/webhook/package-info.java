/**
 * The operator's port: HTTPS with bounds on everything that is received, over Vert.x. What is answered is decided
 * elsewhere.
 */
package dev.dpm.operator.webhook;
