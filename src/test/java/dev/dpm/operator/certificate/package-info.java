/** Certificates that are made, read and due. */
package dev.dpm.operator.certificate;
