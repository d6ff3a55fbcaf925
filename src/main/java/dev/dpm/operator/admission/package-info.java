/**
 * Answers AdmissionReviews of the API server (admission.k8s.io/v1): adds dpm-runner to pods, and checks Supervisions.
 * The package does no I/O; {@code operator.webhook} receives the requests.
 */
package dev.dpm.operator.admission;
