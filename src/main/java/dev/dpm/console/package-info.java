/** The web console: pages that the server renders with Qute templates from the views of package {@code view}. */
package dev.dpm.console;
