/** The files with the output of targets: reading them, and rotating them while targets write. */
package dev.dpm.process.output;
