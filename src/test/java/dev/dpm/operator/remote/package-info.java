/**
 * Tests of the requests that the operator sends to dpm-runners in pods. Here the tests themselves answer these
 * requests, on the loopback address.
 */
package dev.dpm.operator.remote;
