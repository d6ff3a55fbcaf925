/**
 * Answers the AdmissionReviews of an API server (admission.k8s.io/v1): injects dpm-runner into pods, checks
 * Supervisions. Works on values; the package {@code operator.webhook} receives the requests.
 */
package dev.dpm.operator.admission;
