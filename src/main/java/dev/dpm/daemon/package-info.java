/**
 * The home folder, its lock, the record of the running daemon, the token, and the start of the daemon's JVM. Clients and runner
 * share these classes.
 */
package dev.dpm.daemon;
