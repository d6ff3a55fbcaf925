/** AdmissionReviews in, AdmissionReviews out. */
package dev.dpm.operator.admission;
