/** The only package that knows all others: main, wiring, and the order of start and stop. */
package dev.dpm.app;
