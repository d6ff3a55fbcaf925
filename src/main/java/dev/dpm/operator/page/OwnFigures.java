package dev.dpm.operator.page;

import java.util.function.BooleanSupplier;

import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.webhook.RequestCounts;

/**
 * The figures that the metrics show about this replica of the operator.
 *
 * @param reviews the numbers of answered AdmissionReviews
 * @param rounds the numbers of failed rounds of the periodic work
 * @param isDefined whether the API server knows the resource Supervision
 */
public record OwnFigures(RequestCounts reviews, FailedRounds rounds, BooleanSupplier isDefined) {
}
