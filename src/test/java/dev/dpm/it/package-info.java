/**
 * Integration tests, which run the packaged jar with real processes. Every test has its own home and ends the processes
 * that it started.
 */
package dev.dpm.it;
