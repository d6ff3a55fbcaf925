/**
 * The types for processes, such as names, identities, launches, signals and exit statuses, and the ports to the operating
 * system. The package {@code process.local} implements the ports for Linux.
 */
package dev.dpm.process;
