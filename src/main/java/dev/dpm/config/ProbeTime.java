package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/** How long kubelet takes from a health endpoint that turned down to the end of the container (its defaults). */
final class ProbeTime {

    private static final int PERIOD = 10;
    private static final int FAILURE_THRESHOLD = 3;
    private static final int GRACE = 30;
    private static final Duration NEEDED = Duration.ofSeconds(PERIOD * FAILURE_THRESHOLD + GRACE);

    private ProbeTime() {
    }

    /** A warning where health turned down so late would not end the container before its limit does. */
    static Optional<String> tooShort(TargetSpec spec) {
        boolean onlyHealth = spec.restarts().onBreach().kind() == BreachAction.Kind.UNHEALTHY;
        return spec.thresholds().actBefore().filter(before -> onlyHealth && before.compareTo(NEEDED) <= 0)
                .map(before -> "target " + spec.name() + ": --act_before " + before.toSeconds()
                        + " with --on_breach unhealthy may come too late: kubelet needs probe period x failureThreshold"
                        + " + grace period, by default " + PERIOD + " s x " + FAILURE_THRESHOLD + " + " + GRACE
                        + " s = " + NEEDED.toSeconds()
                        + " s; give more than that, or make the probe's figures smaller");
    }
}
