/** The pages: server-rendered Qute templates over the views. */
package dev.dpm.console;
