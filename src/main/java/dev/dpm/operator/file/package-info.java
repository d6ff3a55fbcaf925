/**
 * The command {@code operator inject}: adds dpm-runner to manifests without access to a cluster. The package converts
 * texts; the command reads and writes the files.
 */
package dev.dpm.operator.file;
