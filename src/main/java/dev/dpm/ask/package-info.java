/**
 * Carries out commands and makes their answers, for both ways in: the web part's API and the command line's socket use
 * the same code. No HTTP and no server here.
 */
package dev.dpm.ask;
