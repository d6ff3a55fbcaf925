/**
 * The layer in front of the HTTP ports: encryption, and limits on connections, heads and bodies. It knows HTTP and Netty, and no
 * routes.
 */
package dev.dpm.listener;
