/**
 * The operator's own authority and the certificate that it serves: kept as PEM, made by the JDK's keytool, renewed at two
 * thirds of their life. Knows no cluster.
 */
package dev.dpm.operator.certificate;
