/**
 * The views that command line, console and API show, computed once from a snapshot. This package contains no HTTP, and makes no
 * decision about a target.
 */
package dev.dpm.view;
