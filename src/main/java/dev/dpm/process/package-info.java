/**
 * What a supervised process is: its name, identity, lives, signals and ends, and the ports through which the operating
 * system is asked. Words and interfaces only; whoever does the work lives in {@code process.local}.
 */
package dev.dpm.process;
