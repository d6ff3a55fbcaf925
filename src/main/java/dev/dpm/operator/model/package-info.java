/**
 * The custom resource {@code Supervision} as Java classes, and the checks that its schema cannot express. The schema in
 * {@code deploy/operator/crd.yaml} is generated from these classes, and the options come from {@code config.Options}.
 * The package does no I/O.
 */
package dev.dpm.operator.model;
