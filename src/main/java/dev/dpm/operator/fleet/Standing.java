package dev.dpm.operator.fleet;

import java.util.Optional;

import dev.dpm.operator.fleet.PodFacts.Covering;

/** How well a pod is, the worst first. */
public enum Standing {
    /** The pod's target is in trouble. */
    TROUBLE("in trouble", "bad", "✕"),
    /** The pod's dpm-runner does not answer, so the present state is unknown. */
    UNREACHABLE("unreachable", "bad", "?"),
    /** The pod has no dpm-runner, although a Supervision selects the pod. */
    UNCOVERED("uncovered", "warn", "○"),
    /** The pod is well, but close to a threshold or limit of memory. */
    NEAR("near its limit", "warn", "▲"),
    /** The pod was not asked, or cannot be asked. */
    UNASKED("not asked", "rest", "…"),
    WELL("well", "good", "●");

    /** The used share of a bound above which a pod counts as near the bound. */
    private static final double NEAR_SHARE = 0.9;
    /** The time until the limit, according to the trend, below which a pod counts as near the limit. */
    private static final double NEAR_SECONDS = 15 * 60;

    private final String words;
    private final String mood;
    private final String shape;

    Standing(String words, String mood, String shape) {
        this.words = words;
        this.mood = mood;
        this.shape = shape;
    }

    /** The standing of a pod, according to the known facts. */
    public static Standing of(PodRecord known) {
        if (known.pod().covering() == Covering.UNCOVERED) {
            return UNCOVERED;
        }
        if (known.silence().isPresent()) {
            return UNREACHABLE;
        }
        return known.answer().map(answer -> of(answer.report())).orElse(UNASKED);
    }

    private static Standing of(Report report) {
        if (report.trouble().isPresent()) {
            return TROUBLE;
        }
        Optional<Double> share = report.memory().share();
        boolean isNear = share.filter(used -> used >= NEAR_SHARE).isPresent()
                || report.secondsToLimit().filter(seconds -> seconds < NEAR_SECONDS).isPresent();
        return isNear ? NEAR : WELL;
    }

    /** Whether a person should look at the pod. */
    public boolean isTrouble() {
        return this == TROUBLE || this == UNREACHABLE || this == UNCOVERED;
    }

    /** Whether the pod counts as healthy. */
    public boolean isWell() {
        return this == WELL || this == NEAR;
    }

    public String words() {
        return words;
    }

    /** The meaning of the standing's colour, in the words of the console: good warn bad rest. */
    public String mood() {
        return mood;
    }

    /** A sign for this standing, for readers who cannot tell the colours apart. */
    public String shape() {
        return shape;
    }
}
