package dev.dpm.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.process.Phase;
import dev.dpm.view.Operations.Stage;
import dev.dpm.view.Operations.Startup;
import dev.dpm.view.TargetView;

/**
 * Writes the final message of the command {@code start}: the thresholds that apply to the target, or why the launch failed and
 * what happens next.
 */
final class StartupText {

    private StartupText() {
    }

    /**
     * What the journal says about launches before the target's newest one. They are of interest because, on a busy machine,
     * {@code start} may find the target only after a launch that followed its own.
     */
    interface Past {

        /** Whether the target became RUNNING after the launch with this number, according to the journal. */
        boolean cameUp(long incarnation);

        /** Whether a command or a schedule ended the launch with this number, and not a failure. */
        boolean endedByOrder(long incarnation);

        /** The last lines of the target's output since the launch with this number. */
        List<String> lastWords(long incarnation);
    }

    /**
     * The message about a launch.
     * @param incarnation the number of the launch, which never happens if the target is stopped before it
     * @param byDefault the thresholds that are default values
     */
    static Startup of(TargetView target, long incarnation, List<String> byDefault, Past past) {
        boolean sameLife = target.incarnation() == incarnation;
        if (target.incarnation() > incarnation && past.endedByOrder(incarnation)) {
            Startup newest = of(target, target.incarnation(), byDefault, past);
            return new Startup(newest.stage(), newest.stage() == Stage.PENDING
                    ? newest.text()
                    : "another order launched " + target.name() + " anew meanwhile; " + newest.text());
        }
        // pending: the requested launch is still to come, or the launched target is STARTING or STOPPING
        if (target.incarnation() < incarnation && !target.state().isAtRest()
                && target.state() != Phase.WAITING
                || sameLife && (target.state() == Phase.STARTING || target.state() == Phase.STOPPING)) {
            return new Startup(Stage.PENDING, target.reason());
        }
        if (sameLife && target.state() == Phase.WAITING && target.story().nextRunAt().isPresent()) {
            return target.story().failed()
                    ? new Startup(Stage.FAILED, failed(target, past.lastWords(incarnation)))
                    : new Startup(Stage.DONE, target.name() + ": " + target.reason());
        }
        if (target.state() == Phase.WAITING && !target.attached()) {
            return new Startup(target.story().failed() ? Stage.FAILED : Stage.PENDING,
                    target.name() + " " + target.reason());
        }
        if (target.state() == Phase.WAITING) {
            return new Startup(Stage.RUNNING, target.name() + " is waiting: " + target.reason());
        }
        if (sameLife && target.state() == Phase.RUNNING) {
            return new Startup(Stage.RUNNING, running(target) + unchosen(byDefault));
        }
        if (sameLife && isDone(target)) {
            return new Startup(Stage.DONE, target.name() + ": " + target.reason());
        }
        return !target.givenUp() && !target.state().isAtRest() && past.cameUp(incarnation)
                ? new Startup(Stage.RUNNING, overtaken(target))
                : new Startup(Stage.FAILED, failed(target, past.lastWords(incarnation)));
    }

    /** Whether the target has ended with success so quickly that the runner never saw it RUNNING. */
    private static boolean isDone(TargetView target) {
        return target.state() == Phase.EXITED && !target.attached() && !target.story().failed()
                && target.lastExit().isPresent();
    }

    private static String overtaken(TargetView target) {
        return target.name() + " came to RUNNING, and its process has ended since: "
                + target.story().restart().map(restart -> "restarted: " + restart.why()).orElse(target.reason())
                + target.pid().map(pid -> "; it is " + target.state() + " as process " + pid).orElse("");
    }

    private static String unchosen(List<String> flags) {
        return flags.isEmpty()
                ? ""
                : "\n  by default; " + String.join(" off and ", flags) + " off " + (flags.size() == 1
                        ? "turns the threshold off"
                        : "turn the thresholds off");
    }

    private static String running(TargetView target) {
        return target.name() + (target.attached() ? " is attached to process " : " is running as process ")
                + target.pid().orElse(0L) + ": cpu threshold "
                + target.limits().cpuThreshold().or(() -> target.cpuThresholdPercent()
                        .map(percent -> EventWords.percent(percent) + " of one core")).orElse("off")
                + ", memory threshold " + target.limits().memoryThreshold()
                        .or(() -> target.memoryThresholdBytes().map(Bytes::words)).orElse("off")
                + ", max restarts " + (target.maxRestarts() < 0 ? "unlimited" : target.maxRestarts());
    }

    private static String failed(TargetView target, List<String> lastWords) {
        StringBuilder text = new StringBuilder(target.name()).append(": ").append(target.reason());
        for (String line : lastWords) {
            text.append("\n  ").append(line);
        }
        Optional<Double> wait = target.nextRestartSeconds();
        if (wait.isPresent()) {
            text.append("\nretrying in ").append(EventWords.duration(Duration.ofMillis((long) (wait.get() * 1000))))
                    .append(", attempt ").append(target.restartsInWindow());
            text.append(target.maxRestarts() < 0 ? "" : " of " + target.maxRestarts());
        }
        return text.toString();
    }
}
