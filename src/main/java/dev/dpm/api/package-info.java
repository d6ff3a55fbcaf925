/**
 * The REST API under /api/v1, in JSON and plain text, with errors as problem+json. {@link dev.dpm.api.Guard} checks every
 * request.
 */
package dev.dpm.api;
