/**
 * Answers to the AdmissionReviews of an API server (admission.k8s.io/v1): pods get their dpm-runner, Supervisions are
 * judged. Made of values; requests are received elsewhere.
 */
package dev.dpm.operator.admission;
