/**
 * The command {@code operator inject}: adds dpm-runner to manifests without access to a cluster. This package only
 * converts texts; another package reads and writes the files.
 */
package dev.dpm.operator.file;
