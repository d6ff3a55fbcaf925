/**
 * Watches files of targets for changes, by inotify(7): which folders have to be watched for a pattern, what is ignored,
 * and when a burst of changes is over. No class of it is loaded before the first target asks. Does not decide what
 * follows from a change.
 */
package dev.dpm.process.source;
