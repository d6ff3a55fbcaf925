/**
 * The runner's own log: where it goes, how a line looks, when it rotates. What is worth saying comes as events; nothing
 * is decided here. Also the ground of every file of lines we write ({@code RotatingFile}, {@code LineWriter}), which
 * the journal in {@code history} stands on.
 */
package dev.dpm.log;
