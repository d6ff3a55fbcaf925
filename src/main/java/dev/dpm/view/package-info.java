/**
 * What every face shows, computed once from a snapshot and rendered as text, JSON or HTML; and {@code Operations}, the
 * one port through which faces read and act. No HTTP here, and no decision about a target.
 */
package dev.dpm.view;
