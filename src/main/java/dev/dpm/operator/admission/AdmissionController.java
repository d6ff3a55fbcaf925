package dev.dpm.operator.admission;

/** Decides about objects of one Kubernetes kind. */
interface AdmissionController {

    Decision review(Review review);
}
