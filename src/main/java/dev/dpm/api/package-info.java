/**
 * The REST API under /api/v1: answers in JSON and plain text, and errors as problem+json. The class {@link
 * dev.dpm.api.Guard} checks the token, Host and Origin of every request for a page or the API.
 */
package dev.dpm.api;
