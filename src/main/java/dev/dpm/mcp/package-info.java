/**
 * The Model Context Protocol over stdin and stdout. An assistant reads the answers of the command line and, if the
 * person who started the server allowed it, changes targets. Every tool is a command of the command line, so its
 * sentences, masked secrets and bounds are the same.
 */
package dev.dpm.mcp;
