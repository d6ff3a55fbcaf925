package dev.dpm.view;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.config.Tags;
import dev.dpm.event.EventWords;

/** Formats a target's numbers, such as CPU and memory, as text, in the same way for command line, console and API. */
public final class Figures {

    /** The text that stands for an unknown number. */
    public static final String UNKNOWN = "-";

    private Figures() {
    }

    public static String duration(double seconds) {
        return EventWords.duration(Duration.ofMillis(Math.max(0, Math.round(seconds * 1000))));
    }

    /** Formats a duration, rounded to seconds: {@code 41 s}, {@code 3 min 5 s}. */
    public static String roughly(double seconds) {
        return EventWords.duration(Duration.ofSeconds(Math.max(0, Math.round(seconds))));
    }

    public static String duration(Optional<Double> seconds) {
        return seconds.map(Figures::duration).orElse(UNKNOWN);
    }

    public static String labels(TargetView target) {
        return String.join(" ", new Tags(Optional.empty(), target.labels()).words());
    }

    public static String percent(Optional<Double> percent) {
        return percent.map(EventWords::percent).orElse(UNKNOWN);
    }

    public static String bytes(Optional<Long> bytes) {
        return bytes.map(value -> Bytes.words(value)).orElse(UNKNOWN);
    }

    /** The target's CPU use and CPU threshold: {@code 12.5 % of 80.0 %}. Without a threshold, the CPU use alone. */
    public static String cpu(TargetView target) {
        return against(percent(target.cpuPercent()), target.cpuThresholdPercent().map(EventWords::percent));
    }

    /**
     * The target's memory and memory threshold: {@code 212.4 MiB of 500.0 MiB}. If its processes share much memory: {@code 1.27
     * GiB of 500.0 MiB (1.27 GiB resident, 160.0 MiB proportional)}.
     */
    public static String memory(TargetView target) {
        return against(bytes(target.memoryBytes()), target.memoryThresholdBytes().map(value -> Bytes.words(value)))
                + (target.limits().sharesMuch() ? " (" + bothSizes(target.limits()) + ")" : "");
    }

    /** The target's memory in both sizes: {@code 1.27 GiB resident, 160.0 MiB proportional}. */
    public static String bothSizes(LimitsView limits) {
        return bytes(limits.residentBytes()) + " resident, " + bytes(limits.proportionalBytes()) + " proportional";
    }

    /** The memory in bytes that is compared with the target's threshold: the smaller of resident and proportional size. */
    public static Optional<Long> judgedBytes(TargetView target) {
        boolean isSummed = target.limits().memoryBasisInForce().filter("rss"::equals).isPresent();
        return target.memoryBytes().map(bytes -> isSummed && target.limits().sharesMuch()
                ? Math.min(bytes, target.limits().proportionalBytes().orElse(bytes))
                : bytes);
    }

    private static String against(String figure, Optional<String> threshold) {
        return threshold.map(limit -> figure + " of " + limit).orElse(figure);
    }

    public static String pid(Optional<Long> pid) {
        return pid.map(String::valueOf).orElse(UNKNOWN);
    }

    /** The target's thresholds: {@code cpu 80.0 %, memory 500.0 MiB}. A missing threshold is {@code off}. */
    public static String thresholds(TargetView target) {
        return "cpu " + target.limits().cpuThreshold().or(() -> target.cpuThresholdPercent().map(EventWords::percent))
                .orElse("off") + ", memory "
                + target.limits().memoryThreshold().or(() -> target.memoryThresholdBytes().map(Bytes::words))
                        .orElse("off");
    }

    /** The number of the target's restarts: {@code 7}. If some count against the restart budget: {@code 7 (2 of 3)}. */
    public static String restarts(TargetView target) {
        if (target.restartsInWindow() == 0) {
            return String.valueOf(target.restarts());
        }
        String allowed = target.maxRestarts() < 0 ? "no limit" : "of " + target.maxRestarts();
        return target.restarts() + " (" + target.restartsInWindow() + " " + allowed + ")";
    }

    /** The address of a check, and its last result: {@code http://127.0.0.1:8000/healthz answered 500, 2 failures in a row}. */
    public static String check(CheckView check) {
        String failures = check.failures() == 0
                ? ""
                : ", " + check.failures() + (check.failures() == 1 ? " failure" : " failures in a row");
        return check.target() + " " + check.reason().orElse("not yet checked") + failures;
    }

    /** How a target's run ended: {@code exit code 1}, {@code signal KILL (OOM kill seen)}, {@code exit code unknown}. */
    public static String lastExit(TargetView.LastExit exit) {
        return exit.signal().map(signal -> "signal " + signal)
                .or(() -> exit.code().map(code -> "exit code " + code)).orElse("exit code unknown")
                + exit.how().map(how -> " (" + how + ")").orElse("");
    }

    /** How a target's run ended, in one word: {@code 1}, {@code TERM}, or {@code ?} if unknown. */
    static String exitWord(TargetView.LastExit exit) {
        return exit.signal().or(() -> exit.code().map(String::valueOf)).orElse("?");
    }

    /**
     * A sentence about a target that a signal has stopped: {@code process 456 is stopped (SIGSTOP or a debugger) and does
     * nothing: `kill -CONT 456` lets it go on}.
     */
    public static String suspended(TargetView target) {
        return "process " + pid(target.pid()) + " is stopped (SIGSTOP or a debugger) and does nothing: `kill -CONT "
                + pid(target.pid()) + "` lets it go on";
    }

    /**
     * Why a target is in trouble and what the runner does next: a sentence without the target's name at its beginning and
     * without a full stop.
     */
    public static String trouble(TargetView target) {
        // the reason of a target that was given up already contains the breach
        StringBuilder sentence = new StringBuilder("is ").append(target.state())
                .append(target.acknowledged() ? " (acknowledged)" : "")
                .append(target.givenUp()
                        ? ", given up: " + target.reason()
                        : ": " + target.breach().orElse(target.reason()));
        target.nextRestartSeconds()
                .ifPresent(seconds -> sentence.append("; next restart in ").append(duration(seconds)));
        return sentence.toString();
    }
}
