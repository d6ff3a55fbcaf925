/**
 * The operator's HTTPS server, which uses Vert.x and limits its clients ({@link Bounds}). Other packages compute the
 * answers.
 */
package dev.dpm.operator.webhook;
