/**
 * Checks of a target by itself, in kubelet's words: which there are, what one found, and the port through which they
 * are run. Words only: running them is {@code check.probe}'s, what follows from them {@code policy}'s.
 */
package dev.dpm.check;
