/**
 * Watches files of targets for changes with inotify(7). Decides which folders must be watched for a pattern, which
 * files are ignored, and when a burst of changes is over. The JVM loads these classes only when a target has watched
 * files. The reaction to a change is decided in other packages.
 */
package dev.dpm.process.source;
