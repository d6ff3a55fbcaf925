/**
 * Watches files of targets for changes with inotify(7). Decides which folders must be watched for a pattern, which
 * files are ignored, and when a burst of changes is over. The first target with watched files loads the classes of this
 * package. Other packages decide what follows a change.
 */
package dev.dpm.process.source;
