/** Stores incidents on disk within limits. The thread in this package composes their records. */
package dev.dpm.incident.store;
