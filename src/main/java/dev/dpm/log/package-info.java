/** The runner's own log: destination, format, rotation. */
package dev.dpm.log;
