/** Tests of the HTTPS server on loopback, with clients that misbehave. */
package dev.dpm.operator.webhook;
