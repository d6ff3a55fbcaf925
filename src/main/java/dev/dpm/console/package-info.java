/** The web console: pages that the server renders from the values of package {@code view}, with Qute templates. */
package dev.dpm.console;
