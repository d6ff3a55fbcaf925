/** Actions that several commands share: stop, rolling restart, reload, and the request for confirmation. */
package dev.dpm.cli.action;
