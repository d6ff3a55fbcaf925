package dev.dpm.operator.admission;

/**
 * Decides whether the API server may store new or changed objects of one Kubernetes kind, and which changes the
 * operator makes to the objects.
 */
interface AdmissionController {

    Decision review(Review review);
}
