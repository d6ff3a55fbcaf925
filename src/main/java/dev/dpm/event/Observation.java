package dev.dpm.event;

import java.util.List;
import java.util.Map;

import dev.dpm.process.CheckKind;
import dev.dpm.process.Resource;
import dev.dpm.process.TargetName;

/**
 * An observation of the runner about a target's samples, checks, cgroup or output. Its severity is WARNING unless the event
 * says otherwise.
 */
public sealed interface Observation extends TargetEvent {

    @Override
    default Severity severity() {
        return Severity.WARNING;
    }

    /**
     * The kernel's OOM killer ended processes of a target, but its main process lives.
     * @param kills the number of kills since the last sample
     * @param total the number of kills since the cgroup was made
     * @param gone the processes that lived at the last sample and have ended since, each as pid and name, the one with the most
     * memory first; the killed ones are probably among them
     */
    record OomKillSeen(TargetName name, long incarnation, long process, long kills, long total,
            List<String> gone) implements Observation {

        public OomKillSeen {
            gone = List.copyOf(gone);
        }

        @Override
        public String message() {
            return "the kernel killed " + kills + (kills == 1 ? " process" : " processes")
                    + " of its cgroup for want of"
                    + " memory, " + whom() + "; the main process lives (" + total
                    + " in all since the cgroup was made)";
        }

        private String whom() {
            if (gone.isEmpty()) {
                return "none that a sample had seen";
            }
            return (gone.size() > kills ? "among those that went: " : "") + String.join(", ", gone);
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "kills", kills, "total", total, "gone", String.join(", ", gone));
        }
    }

    /** CPU or memory of a target exceeded a threshold in as many consecutive samples as the settings say. */
    record ThresholdBreached(TargetName name, long incarnation, long process, Resource threshold, String finding,
            String action) implements Observation {
        @Override
        public String message() {
            return finding + ": " + action;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "threshold", threshold.word(), "finding", finding, "action",
                    action);
        }
    }

    /** CPU or memory of a target no longer exceeds the threshold, in as many consecutive samples as a breach requires. */
    record ThresholdRecovered(TargetName name, long incarnation, long process, Resource threshold,
            String finding) implements Observation {
        @Override
        public String message() {
            return finding;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "threshold", threshold.word(), "finding", finding);
        }

        @Override
        public Severity severity() {
            return Severity.INFO;
        }
    }

    /**
     * A check of a target failed after it had passed. A single failure has no effect.
     * @param needed the number of failures in a row that have an effect, at least 2
     */
    record CheckFaltered(TargetName name, long incarnation, long process, CheckKind check, String finding,
            int needed) implements Observation {
        @Override
        public String message() {
            return finding + ": check 1 of " + needed + " failed";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "check", check.option(), "finding", finding, "failures", 1,
                    "needed",
                    needed);
        }
    }

    /** A check of a target failed so often in a row that the runner reacts. */
    record CheckFailed(TargetName name, long incarnation, long process, CheckKind check, String finding,
            String action) implements Observation {
        @Override
        public String message() {
            return finding + ": " + action;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "check", check.option(), "finding", finding, "action", action);
        }
    }

    /** A failing check of a target has passed again, as often in a row as the check had to fail before the runner reacted. */
    record CheckRecovered(TargetName name, long incarnation, long process, CheckKind check,
            String finding) implements Observation {
        @Override
        public String message() {
            return finding;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "check", check.option(), "finding", finding);
        }

        @Override
        public Severity severity() {
            return Severity.INFO;
        }
    }

    /** The runner could not take a sample of the target, so the target's usage is unknown. */
    record SampleMissed(TargetName name, long incarnation, String reason) implements Observation {
        @Override
        public String message() {
            return "a sample was missed: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "reason", reason);
        }
    }

    /** The runner measures the target in another way than before, or in another way than configured. */
    record MeasureNoted(TargetName name, long incarnation, String measure, String note) implements Observation {
        @Override
        public String message() {
            return note;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "measure", measure, "note", note);
        }

        @Override
        public Severity severity() {
            return Severity.INFO;
        }
    }

    /**
     * A limit of the target's cgroup differs from the configuration, or no longer differs.
     * @param note which limit applies, why, and what to do
     * @param lacking whether a person should act
     */
    record LimitsNoted(TargetName name, String note, boolean lacking) implements Observation {
        @Override
        public String message() {
            return note;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("note", note, "lacking", lacking);
        }

        @Override
        public Severity severity() {
            return lacking ? Severity.WARNING : Severity.INFO;
        }
    }

    /**
     * The kernel refused forks of a target because of {@code pids_max}.
     * @param refused the number of refused forks since the last such event
     * @param total the number of refused forks since the launch
     * @param most the limit {@code pids_max}
     * @param tasks the present number of the target's processes and threads; 0: the target has ended
     */
    record ForksRefused(TargetName name, long incarnation, long process, long refused, long total, long most,
            long tasks) implements Observation {
        @Override
        public String message() {
            return "the kernel refused " + refused
                    + (refused == 1 ? " new process or thread" : " new processes or threads")
                    + " because of pids_max " + most + (tasks > 0 ? "; it has " + tasks + " now" : "")
                    + (total > refused ? " (" + total + " refusals in all)" : "");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "refused", refused, "total", total, "pids_max", most, "tasks",
                    tasks);
        }
    }

    /** Somebody moved or removed the target's output file. */
    record OutputDisplaced(TargetName name, String note) implements Observation {
        @Override
        public String message() {
            return note;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("note", note);
        }
    }

    /**
     * Output of a target that was less than a minute old was deleted, to stay within the size limits.
     * @param bytes the bytes that were deleted since the last such event
     * @param kept the bytes that the limits allow
     */
    record OutputFlooded(TargetName name, long bytes, long kept) implements Observation {

        private static final double MEBIBYTE = 1 << 20;
        private static final double TENTHS = 10;

        @Override
        public String message() {
            return mebibytes(bytes) + " of output less than a minute old were deleted: it writes more than its limits"
                    + " keep, " + mebibytes(kept) + " (log_max_size, log_keep)";
        }

        private static String mebibytes(long count) {
            return EventWords.plain(Math.round(TENTHS * count / MEBIBYTE) / TENTHS) + " MiB";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("bytes", bytes, "kept", kept);
        }
    }
}
