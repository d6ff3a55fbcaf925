/** Stores incidents on disk within limits, and has the thread that makes their records. */
package dev.dpm.incident.store;
