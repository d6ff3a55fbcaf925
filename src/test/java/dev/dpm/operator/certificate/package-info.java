/** Tests of certificates: making, reading, and finding those that are due for renewal. */
package dev.dpm.operator.certificate;
