/** Where client and runner meet: the home folder, its lock, the record of the running daemon, the token, and the launch of the JVM with the right flags. */
package dev.dpm.daemon;
