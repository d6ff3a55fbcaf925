/**
 * What commands ask and are told, whichever way they come by: the API of the web part and the socket of the command line
 * answer with the same code. Neither HTTP nor a server lives here.
 */
package dev.dpm.ask;
