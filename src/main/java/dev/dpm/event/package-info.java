/**
 * Facts worth remembering, past tense, sealed, each with its sentence; and how figures are put into words. No time, no
 * I/O: the journal in {@code history} stamps and keeps them.
 */
package dev.dpm.event;
