/**
 * Carries out commands and makes their answers. The web part's API and the command line's socket use this same code.
 * The package contains no HTTP and no server.
 */
package dev.dpm.ask;
