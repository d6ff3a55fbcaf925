/** Tests of the answers to AdmissionReviews. */
package dev.dpm.operator.admission;
