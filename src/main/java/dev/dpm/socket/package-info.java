/**
 * The Unix socket in the home folder (mode 0600) through which the command line talks to the runner, also without the
 * web server. The protocol is HTTP/1.1 with one request per connection. The size, number and duration of requests are
 * limited. Package {@code ask} carries out the commands.
 */
package dev.dpm.socket;
