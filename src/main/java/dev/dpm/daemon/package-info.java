/**
 * The classes that clients and runner share: the home folder, its lock, the record of the running daemon, the token,
 * and the start of the daemon's JVM.
 */
package dev.dpm.daemon;
