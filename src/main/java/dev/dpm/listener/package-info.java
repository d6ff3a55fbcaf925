/**
 * The layer in front of the HTTP ports. The layer decrypts on the encrypted port, and limits connections, heads and
 * bodies before any part of a request reaches the application. The package depends on HTTP's framing and on Netty, but
 * neither on routes nor on tokens of the application.
 */
package dev.dpm.listener;
