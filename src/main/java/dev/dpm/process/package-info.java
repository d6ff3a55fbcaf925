/**
 * The terms of a supervised process (name, identity, incarnations, signals, exit status), the ports through which the
 * operating system is asked, and the facts that are looked up before a launch (accounts, privileges, limits). The
 * classes that do the work live in {@code process.local}.
 */
package dev.dpm.process;
