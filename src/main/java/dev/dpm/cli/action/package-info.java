/** Actions that several commands share: stop, rolling restart, reload, and the question before an action. */
package dev.dpm.cli.action;
