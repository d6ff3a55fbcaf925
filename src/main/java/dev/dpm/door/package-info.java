/** What stands before the two HTTP ports: bounds of connections, heads and bodies, kept before anything of a request reaches the application. Knows HTTP's framing and Netty; neither routes nor tokens. */
package dev.dpm.door;
