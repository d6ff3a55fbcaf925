package dev.dpm.operator.page;

import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.webhook.RequestCounts;

/**
 * The figures of this replica of the operator that its metrics show.
 *
 * @param reviews the numbers of answered AdmissionReviews
 * @param rounds the numbers of failed rounds of the periodic work
 */
public record OwnFigures(RequestCounts reviews, FailedRounds rounds) {
}
