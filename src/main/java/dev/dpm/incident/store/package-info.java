/**
 * Stores incidents, each in a folder of its own, written atomically, bounded in number, age and size; the package also
 * contains the thread that makes a record from the facts of the supervision loop and the evidence. The package
 * {@code incident} decides about the meaning of an incident.
 */
package dev.dpm.incident.store;
