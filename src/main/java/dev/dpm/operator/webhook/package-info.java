/**
 * The operator's HTTPS server, based on Vert.x. The server limits the size, number and duration of requests. Other
 * packages compute the responses.
 */
package dev.dpm.operator.webhook;
