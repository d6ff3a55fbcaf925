/**
 * The data that outlives the runner: journal, state of targets, requests and usage. Files are written atomically, and damaged
 * files are renamed.
 */
package dev.dpm.history;
