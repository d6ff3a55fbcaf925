/**
 * The only package that uses all others: the main method, the creation of all objects, and the order of start and stop.
 */
package dev.dpm.app;
