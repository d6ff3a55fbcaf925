/**
 * The layer in front of the two HTTP ports: it limits connections, heads and bodies before any part of a request
 * reaches the application. It knows HTTP's framing and Netty, but neither routes nor tokens.
 */
package dev.dpm.door;
