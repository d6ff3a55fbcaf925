/** The files of targets' output, and their rotation while targets write. */
package dev.dpm.process.output;
