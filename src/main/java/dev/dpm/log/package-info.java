/** The runner's own log: where it goes, how a line looks, when it rotates. What is worth saying comes as events; nothing is decided here. */
package dev.dpm.log;
