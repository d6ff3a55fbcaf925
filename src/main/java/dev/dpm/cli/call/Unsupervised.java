package dev.dpm.cli.call;

import java.util.List;
import java.util.stream.Collectors;

import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.RuntimeDirectory;

/** The output of {@code status} if no daemon runs: those targets of a dead daemon that still have processes. */
public final class Unsupervised {

    /** The JSON members of a target before {@code reason}, in the order in which a daemon writes them. */
    private static final List<String> BEFORE_REASON = List.of("uptime_seconds", "processes", "cpu_percent",
            "memory_bytes", "cpu_threshold_percent", "memory_threshold_bytes", "breach", "health", "restarts",
            "restarts_in_window", "last_exit");
    private static final List<String> BEHIND_REASON = List.of("next_restart_seconds", "max_restarts", "incarnation",
            "command", "cwd", "configuration", "started_at", "cpu_seconds_total", "samples_missed",
            "breaches_by_threshold", "restarts_by_reason", "checks");
    private static final List<String> LIMITS = List.of("memory_basis_in_force", "memory_basis_reason",
            "resident_bytes", "proportional_bytes", "working_set_bytes", "memory_limit_bytes", "cpu_limit_cores",
            "memory_threshold", "cpu_threshold", "time_to_limit_seconds", "time_to_limit_earliest_seconds",
            "time_to_limit_latest_seconds", "act_before_seconds", "oom_kills", "throttled_periods", "own_cgroup",
            "own_cgroup_use", "own_cgroup_path", "forks_refused");

    private static final List<String> STORY = List.of("state_since", "trouble_since", "failed", "failing_check",
            "failing_check_since", "suspended", "restart", "incident", "status_text", "next_run_at",
            "pending");

    private Unsupervised() {
    }

    public static String text(List<KnownTarget> alive, RuntimeDirectory home) {
        StringBuilder text = new StringBuilder("no runner is running on " + home + "\n");
        if (alive.isEmpty()) {
            return text.toString();
        }
        long running = alive.stream().filter(target -> target.hook().isEmpty()).count();
        if (running > 0) {
            boolean isAnyKnown = alive.stream().anyMatch(target -> target.hook().isEmpty() && target.isReadable());
            text.append(Sentences.targets((int) running, "run", "runs")).append(" unsupervised")
                    .append(!isAnyKnown ? "\n" : running == 1 ? ": `start` adopts it\n" : ": `start` adopts them\n");
        }
        int width = alive.stream().mapToInt(target -> target.name().length()).max().orElse(0);
        for (KnownTarget target : alive) {
            text.append("  ").append(target.name()).append(" ".repeat(width - target.name().length()))
                    .append("  pid ").append(target.process().orElseThrow().pid())
                    .append(!target.hook().isEmpty()
                            ? "  is left of its " + target.hook()
                                    + "; the target itself does not run: `start` ends that and "
                                    + "goes on\n"
                            : target.isReadable()
                                    ? "\n"
                                    : "  its record is lost: `start` takes its name and command\n");
        }
        return text.toString();
    }

    /** The targets as JSON with the members of {@code status --json}. Unknown values are null. */
    public static String json(List<KnownTarget> alive) {
        return "{\"runner\": null, \"targets\": ["
                + alive.stream().map(Unsupervised::json).collect(Collectors.joining(", ")) + "]}";
    }

    private static String json(KnownTarget target) {
        boolean runs = target.hook().isEmpty();
        return "{\"name\": \"" + target.name() + "\", \"state\": \"" + (runs ? "RUNNING" : "STOPPED") + "\", \"pid\": "
                + (runs ? target.process().orElseThrow().pid() : "null")
                + ", \"attached\": false, \"adopted\": false, \"given_up\": false, " + unknown(BEFORE_REASON)
                + ", \"reason\": \"" + (runs
                        ? "runs unsupervised: its runner is gone"
                        : "its " + target.hook() + " is left by a runner that is gone")
                + "\", " + unknown(BEHIND_REASON)
                + ", \"acknowledged\": false, \"limits\": {" + unknown(LIMITS) + "}, \"user\": null, \"story\": {"
                + unknown(STORY) + "}, \"group\": "
                + target.tags().group().map(group -> '"' + group + '"').orElse("null") + ", \"labels\": {"
                + target.tags().labels().entrySet().stream()
                        .map(label -> '"' + label.getKey() + "\": \"" + label.getValue() + '"')
                        .collect(Collectors.joining(", "))
                + "}}";
    }

    private static String unknown(List<String> keys) {
        return keys.stream().map(key -> '"' + key + "\": null").collect(Collectors.joining(", "));
    }
}
