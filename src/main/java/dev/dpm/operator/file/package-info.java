/**
 * {@code operator inject}: injects dpm-runner into manifests without a cluster. Takes texts and returns texts; the
 * command reads and writes the files.
 */
package dev.dpm.operator.file;
