/**
 * Stores incidents, each in a folder of its own, written atomically, and limited in number, age and size. The package
 * also has the thread that makes a record from the facts of the supervision loop and the evidence. The package {@code
 * incident} decides what an incident means.
 */
package dev.dpm.incident.store;
