/**
 * All options with their parsers, and the specifications of runner and targets. Help, file keys, environment variables and
 * documentation are made from the list of options.
 */
package dev.dpm.config;
