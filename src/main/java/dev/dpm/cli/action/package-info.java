/**
 * Actions on targets and on the runner, as several commands carry them out: stop, restart one after the other, reload,
 * and the question before an action. The package sends requests through {@code cli.call} and knows no command.
 */
package dev.dpm.cli.action;
