/**
 * What outlives the runner: journal, state of targets, requests and usage. Files are written atomically, and damaged ones
 * renamed.
 */
package dev.dpm.history;
