/**
 * {@code operator inject}: the injection without a cluster, from manifests to manifests. Texts in, texts out; files are
 * read and written elsewhere.
 */
package dev.dpm.operator.file;
