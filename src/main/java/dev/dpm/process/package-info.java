/**
 * What a supervised process is: its name, identity, lives, signals and ends, and the ports through which the operating
 * system is asked; and what has to be
 * looked up before a launch is even ordered (accounts, privileges, limits). Whoever does the work lives in
 * {@code process.local}.
 */
package dev.dpm.process;
