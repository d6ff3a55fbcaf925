/**
 * Types for a supervised process (name, identity, incarnation, signal, exit status), the ports to the operating system,
 * and the facts that the runner reads before a launch (accounts, privileges, limits). The classes in {@code
 * process.local} implement the ports.
 */
package dev.dpm.process;
