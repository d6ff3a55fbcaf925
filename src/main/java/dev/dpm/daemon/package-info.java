/**
 * The things that client and runner share: the home folder, its lock, the record of the running daemon, the token, and
 * the launch of the daemon's JVM.
 */
package dev.dpm.daemon;
