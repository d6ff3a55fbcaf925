/** The operating system's side of the process ports: launch in a session of its own, exit watch, tree, signals, reaping. */
package dev.dpm.process.local;
