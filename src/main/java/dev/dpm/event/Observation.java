package dev.dpm.event;

import java.util.List;
import java.util.Map;

import dev.dpm.process.CheckKind;
import dev.dpm.process.Resource;
import dev.dpm.process.TargetName;

/**
 * An event about a fact that the runner observed: by samples and checks of a target, in its cgroup, or at its output
 * file. An observation is a warning, unless its record says otherwise.
 */
public sealed interface Observation extends TargetEvent {

    @Override
    default Severity severity() {
        return Severity.WARNING;
    }

    /**
     * The kernel's OOM killer ended processes of the target's cgroup while its main process lives.
     *
     * @param kills number of kills since the preceding sample
     * @param total the present count of the cgroup
     * @param gone processes of the preceding sample that this sample does not find, the largest first
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

    /** A threshold was exceeded in enough consecutive samples. */
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

    /** A breach is over: as many consecutive samples were under the threshold as it took to declare the breach. */
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
     * A check failed for the first time after it had passed; the runner does not react yet.
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

    /** A check failed often enough in a row for a reaction of the runner. */
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
     * A failing check passes again. It had to pass as many times in a row as it had to fail before it counted as
     * failing.
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

    /** A sample could not be taken: the usage is unknown. */
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
     * The way in which the target is measured, or a limit of the target, differs from the configured one or has
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
     * A limit of the target's own cgroup is not in force as asked for, is below what the target uses, or is in force
     * again.
     *
     * @param note which limit holds, why, and what to do
     * @param lacking true: a person should act; false: the limits are in force again
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
     * The kernel refused forks or new threads of the target because of {@code pids_max}.
     *
     * @param refused number of refusals since the preceding such event of this incarnation
     * @param total the present count of the incarnation's cgroup
     * @param most the limit
     * @param tasks the present number of processes and threads; 0: the incarnation has ended
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

    /** Somebody moved or removed the file that the target writes to. */
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
     * A target wrote so much that output less than a minute old had to be deleted.
     *
     * @param bytes the number of these bytes since the last such event
     * @param kept the number of bytes that the target's limits keep
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
