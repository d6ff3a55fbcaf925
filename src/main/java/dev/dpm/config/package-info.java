/**
 * All options with their parsers, and the specifications of runner and targets. Help, file keys, environment variables and
 * documentation come from this list.
 */
package dev.dpm.config;
