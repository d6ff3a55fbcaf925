/**
 * The tables and details that the command line, the web console and the HTTP API show, computed once from a snapshot
 * and rendered as text, JSON or HTML; and {@code Operations}, the one interface through which these three read and act.
 * This package contains no HTTP code and decides nothing about a target.
 */
package dev.dpm.view;
