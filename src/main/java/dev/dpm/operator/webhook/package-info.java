/**
 * The operator's HTTPS server, based on Vert.x, which limits everything that it receives. Other packages compute the
 * responses.
 */
package dev.dpm.operator.webhook;
