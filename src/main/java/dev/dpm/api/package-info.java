/** The REST face under /api/v1: JSON and plain text of the views, problem+json for what went wrong, and the guard (token, Host, Origin, headers) before every page and call. */
package dev.dpm.api;
