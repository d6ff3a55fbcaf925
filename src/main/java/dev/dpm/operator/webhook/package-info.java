/**
 * The operator's HTTPS server, over Vert.x, with limits on everything that it receives. Other packages compute the
 * answers.
 */
package dev.dpm.operator.webhook;
