/** Tests of the asking of dpm-runners in pods, with dpm-runners of the tests' own on loopback. */
package dev.dpm.operator.remote;
