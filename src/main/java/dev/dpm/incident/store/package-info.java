/** Stores incidents on disk within limits. The thread of {@code IncidentRecorder} composes their records. */
package dev.dpm.incident.store;
