/**
 * Makes specifications of runner and targets from a request, or reports faults. This includes the precedence of flags, file and
 * environment, the values of variables, the search for programs, and checks of options together.
 */
package dev.dpm.config.resolve;
