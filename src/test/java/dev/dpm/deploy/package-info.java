/** What lies under {@code deploy/}, read as the programs read it that it is meant for. Nothing is started here. */
package dev.dpm.deploy;
