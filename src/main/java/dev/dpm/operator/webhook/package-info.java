/** The operator's HTTPS server on Vert.x, with limits. Other packages compute the answers. */
package dev.dpm.operator.webhook;
