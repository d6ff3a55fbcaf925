/**
 * The layer in front of the HTTP ports: encryption, and limits on connections, heads and bodies of requests. It handles HTTP
 * with Netty, and does not know the server's routes.
 */
package dev.dpm.listener;
