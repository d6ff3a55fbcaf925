/**
 * The REST API under /api/v1, in JSON and plain text. Errors have the form problem+json. {@link dev.dpm.api.Guard} checks every
 * request.
 */
package dev.dpm.api;
