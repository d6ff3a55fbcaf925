/** A port of loopback, and clients that behave as they should not. */
package dev.dpm.operator.webhook;
