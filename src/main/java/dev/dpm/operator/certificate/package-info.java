/**
 * The operator's certificate authority and server certificate: created by the JDK's keytool, stored as PEM, and renewed
 * after two thirds of their lifetime. This package does not access the cluster.
 */
package dev.dpm.operator.certificate;
