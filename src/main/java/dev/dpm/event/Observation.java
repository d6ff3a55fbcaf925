package dev.dpm.event;

import java.util.List;
import java.util.Map;

import dev.dpm.process.CheckKind;
import dev.dpm.process.Resource;
import dev.dpm.process.TargetName;

/**
 * An event about a fact that the runner observed in a target's samples, checks, cgroup or output file. The severity is
 * WARNING, unless a record says otherwise.
 */
public sealed interface Observation extends TargetEvent {

    @Override
    default Severity severity() {
        return Severity.WARNING;
    }

    /**
     * The kernel's OOM killer ended processes of the target's cgroup while its main process lives.
     *
     * @param kills number of processes that the OOM killer ended since the preceding sample
     * @param total the number of such processes since the cgroup was made
     * @param gone processes that were in the preceding sample and are missing in this one, the largest first
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

    /**
     * A value of the target (CPU or memory usage) was above its threshold in as many consecutive samples as the
     * settings demand.
     */
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

    /**
     * A value of the target that was above its threshold is below it again, in as many consecutive samples as led to
     * {@link ThresholdBreached}.
     */
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
     * A check of the target failed for the first time after a pass; the runner does not react before further failures.
     *
     * @param needed failures in a row after which the runner reacts, at least 2
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

    /** A check of the target failed so often in a row that the runner reacts. */
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

    /**
     * A failing check of the target passes again, as many times in a row as it had failed before the runner reacted.
     */
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

    /**
     * The way in which the runner measures the target, or a limit on the target, differs from the configured one or has
     * changed.
     */
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
     * A limit of the target's own cgroup is not in force as configured, or is below what the target uses, or is in
     * force again.
     *
     * @param note a sentence that says which limit is in force, why, and what to do
     * @param lacking true if a person should act; false if the limits are in force again
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
     * The kernel refused the target new processes or threads, since the target has reached its limit {@code pids_max}.
     *
     * @param incarnation the number of the target's run; each run has a cgroup of its own
     * @param refused number of refusals since the preceding event of this type of the same run
     * @param total number of refusals since the run's cgroup was made
     * @param most the limit {@code pids_max}, in processes and threads together
     * @param tasks the present number of processes and threads; 0 if the run has ended
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

    /** Another program or a person moved or removed the file to which the runner writes the target's output. */
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
     * The target wrote so much output that the runner had to delete output less than a minute old, to stay within the
     * limits of the target's output files.
     *
     * @param bytes the number of bytes less than a minute old that the runner deleted since the last event of this type
     * @param kept the number of bytes of output that the limits allow
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
