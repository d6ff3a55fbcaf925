/** The console's pages: Qute templates rendered on the server from the views. */
package dev.dpm.console;
