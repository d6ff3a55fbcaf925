/** What command line, console and API show, computed once from a snapshot. No HTTP here, and no decision about a target. */
package dev.dpm.view;
