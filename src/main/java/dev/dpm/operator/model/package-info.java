/**
 * The custom resource {@code Supervision} as Java values, and the checks beyond its schema. The schema in
 * {@code deploy/operator/crd.yaml} is generated from these classes; the options come from {@code config.Options} alone.
 * This package reads no file and asks no server.
 */
package dev.dpm.operator.model;
