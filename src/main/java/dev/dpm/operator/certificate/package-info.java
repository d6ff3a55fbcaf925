/**
 * The operator's certificate authority and server certificate: stored as PEM, made by the JDK's keytool, renewed after
 * two thirds of their lifetime. This package knows no cluster.
 */
package dev.dpm.operator.certificate;
