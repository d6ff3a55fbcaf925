package dev.dpm.operator.fleet;

import java.util.Optional;

import dev.dpm.operator.fleet.PodFacts.Covering;

/** How well a pod is; the values are sorted, worst first. */
public enum PodHealth {
    /** The pod's target is in trouble: its state needs a person's attention. */
    TROUBLE("in trouble", "bad", "✕"),
    /** The pod's dpm-runner does not answer, so the state of the target is unknown. */
    UNREACHABLE("unreachable", "bad", "?"),
    /** The pod has no dpm-runner, although a Supervision selects it. */
    UNCOVERED("uncovered", "warn", "○"),
    /** The pod is well, but its memory is near a threshold or limit. */
    NEAR("near its limit", "warn", "▲"),
    /** No request was sent to the pod's dpm-runner yet, or none can be sent. */
    UNASKED("not asked", "rest", "…"),
    WELL("well", "good", "●");

    /** The pod's memory counts as near a threshold or limit if it has reached this share of the threshold or limit. */
    private static final double NEAR_SHARE = 0.9;
    /**
     * The pod's memory counts as near its limit if, by its present rise, it reaches the limit within this many seconds.
     */
    private static final double NEAR_SECONDS = 15 * 60;

    private final String words;
    private final String mood;
    private final String shape;

    PodHealth(String words, String mood, String shape) {
        this.words = words;
        this.mood = mood;
        this.shape = shape;
    }

    public static PodHealth of(PodRecord known) {
        if (known.pod().covering() == Covering.UNCOVERED) {
            return UNCOVERED;
        }
        if (known.silence().isPresent()) {
            return UNREACHABLE;
        }
        return known.answer().map(answer -> of(answer.report())).orElse(UNASKED);
    }

    private static PodHealth of(Report report) {
        if (report.trouble().isPresent()) {
            return TROUBLE;
        }
        Optional<Double> share = report.memory().share();
        boolean isNear = share.filter(used -> used >= NEAR_SHARE).isPresent()
                || report.secondsToLimit().filter(seconds -> seconds < NEAR_SECONDS).isPresent();
        return isNear ? NEAR : WELL;
    }

    /** Whether a pod of this health needs a person's attention. */
    public boolean isTrouble() {
        return this == TROUBLE || this == UNREACHABLE || this == UNCOVERED;
    }

    /** Whether a pod of this health counts as healthy. */
    public boolean isWell() {
        return this == WELL || this == NEAR;
    }

    public String words() {
        return words;
    }

    /**
     * A CSS class of the console for the colour of this health: {@code good}, {@code warn}, {@code bad} or {@code
     * rest}.
     */
    public String mood() {
        return mood;
    }

    /** A sign for this health, for people who cannot distinguish the colours. */
    public String shape() {
        return shape;
    }
}
