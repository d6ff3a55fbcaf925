/**
 * The layer in front of the HTTP ports. It decrypts on the encrypted port, and limits connections, heads and bodies
 * before any part of a request reaches the application. The package knows HTTP's framing and Netty, but neither routes
 * nor tokens.
 */
package dev.dpm.door;
