/**
 * The Unix socket in the home folder (mode 0600), by which the command line reaches the runner, also without the web
 * part. The protocol is HTTP/1.1 with one request per connection; size, number and time of requests are bounded before
 * they are read. Package {@code ask} carries out the commands.
 */
package dev.dpm.socket;
