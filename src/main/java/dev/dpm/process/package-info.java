/**
 * Types for processes (name, identity, launch, signal, exit status), and ports to the operating system. {@code process.local}
 * implements these.
 */
package dev.dpm.process;
