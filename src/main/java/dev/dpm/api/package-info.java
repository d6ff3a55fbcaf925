/**
 * The REST API under /api/v1: JSON and plain text of the views, problem+json for errors, and the guard (token, Host,
 * Origin, headers) in front of every page and call.
 */
package dev.dpm.api;
