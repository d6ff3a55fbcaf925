/**
 * The layer in front of the HTTP ports: the package decrypts where a port is encrypted, and limits connections, heads
 * and bodies before any part of a request reaches the application. The package knows HTTP's framing and Netty, but
 * neither routes nor tokens.
 */
package dev.dpm.door;
