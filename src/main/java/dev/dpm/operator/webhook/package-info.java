/**
 * The operator's HTTPS server, over Vert.x, with limits on everything that it receives. Other rooms compute the
 * answers.
 */
package dev.dpm.operator.webhook;
