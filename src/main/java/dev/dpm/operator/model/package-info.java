/**
 * The custom resource {@code Supervision} as Java values, and what must hold in one beyond its schema. The schema in
 * {@code deploy/operator/crd.yaml} is made of these classes; options come from {@code config.Options} alone. Nothing
 * here reads a file or asks a server.
 */
package dev.dpm.operator.model;
