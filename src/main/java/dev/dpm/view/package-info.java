/**
 * What the command line, the web console and the HTTP API show: tables and details, computed once from a snapshot and
 * rendered as text, JSON or HTML. These three read and submit commands through the interface {@code Operations}. The
 * package contains no HTTP code and makes no decision about a target.
 */
package dev.dpm.view;
