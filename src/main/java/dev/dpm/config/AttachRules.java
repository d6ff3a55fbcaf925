package dev.dpm.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.Settings.Source;
import dev.dpm.process.TargetName;

/**
 * The rules for targets with {@code --attach}, whose process another program starts: their defaults, the options that
 * select their process, and the options that they cannot have.
 */
public final class AttachRules {

    private static final Origin ATTACH = new Origin(Source.DEFAULT, "attach");

    private AttachRules() {
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("cpu_threshold", "off");
        defaults.put("memory_threshold", "90%");
        defaults.put("memory_basis", "cgroup");
        defaults.put("on_breach", "unhealthy");
        defaults.put("on_exhausted", "leave");
        defaults.put("output", "null");
        return defaults;
    }

    static Optional<String> defaultOf(Option<?> option) {
        return Optional.ofNullable(defaults().get(option.name()));
    }

    static String defaultsInWords() {
        return defaults().entrySet().stream().map(entry -> "--" + entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    public static List<Option<?>> selectors() {
        return List.of(Options.PROCESS_NAME, Options.MATCH, Options.PID, Options.PID_FILE);
    }

    public static List<Option<?>> onlySelectors() {
        return List.of(Options.MATCH, Options.PID);
    }

    private static List<Option<?>> ofOneProcess() {
        return List.of(Options.MATCH, Options.PID, Options.PID_FILE);
    }

    /** The options that take effect only when the runner launches a process. An attached target cannot have them. */
    public static List<Option<?>> ofLaunches() {
        return List.of(Options.SCRIPT_PATH, Options.CWD, Options.ENV, Options.ENV_FILE, Options.USER, Options.UMASK,
                Options.NICE, Options.OOM_SCORE_ADJ, Options.CPU_AFFINITY, Options.RLIMITS, Options.MEMORY_MAX,
                Options.CPU_QUOTA, Options.PIDS_MAX, Options.STDIN,
                Options.OUTPUT, Options.OUTPUT_TIMESTAMPS, Options.STDERR, Options.PASS_TO, Options.RESTART,
                Options.SUCCESS_EXIT_CODES,
                Options.RESTART_INTERVAL,
                Options.BACKOFF_FACTOR, Options.BACKOFF_MAX, Options.DEPENDS_ON, Options.RESTART_WITH,
                Options.READY, Options.READY_OUTPUT, Options.START_TIMEOUT, Options.WATCHDOG_SECONDS,
                Options.MAX_RUNTIME, Options.INSTANCES, Options.PRE_START, Options.POST_START, Options.STOP_COMMAND,
                Options.POST_STOP, Options.RELOAD_COMMAND, Options.RELOAD_SIGNAL,
                Options.SCHEDULE, Options.TIMEZONE, Options.SCHEDULE_MISSED, Options.SCHEDULE_OVERLAP,
                Options.RESTART_SCHEDULE, Options.WATCH, Options.WATCH_IGNORE, Options.WATCH_DEBOUNCE,
                Options.WATCH_ACTION);
    }

    static boolean isForAttached(Option<?> option) {
        return !ofLaunches().contains(option);
    }

    public static boolean asks(Settings settings) {
        return settings.get(Options.ATTACH);
    }

    /**
     * The settings for all targets (from a file's {@code defaults} or the environment) without the options that a
     * target cannot have.
     *
     * @param attaches true: the target is attached; false: the runner launches it
     */
    public static Settings fitting(Settings shared, boolean attaches) {
        return shared.without(attaches ? ofLaunches() : ofOneProcess());
    }

    /**
     * Like {@link #fitting}, for a request with only one target. If that target is launched, it may have a
     * {@code --pid_file}.
     */
    public static Settings fittingOne(Settings shared, boolean attaches) {
        return shared.without(attaches ? ofLaunches() : onlySelectors());
    }

    /** Adds the defaults that only attached targets have to the settings of such a target. */
    public static Settings withDefaults(Settings settings) {
        Settings beneath = Settings.none();
        for (Map.Entry<String, String> entry : defaults().entrySet()) {
            beneath = beneath.known(Options.byName(entry.getKey()).orElseThrow(), entry.getValue(), ATTACH);
        }
        return settings.over(beneath);
    }

    /**
     * Makes a name for an attached target whose name was not given: from the process name, the pid file or the pid, or else
     * {@code attached}.
     */
    public static TargetName nameFrom(Settings settings) {
        return settings.given(Options.PROCESS_NAME).map(Setting::text)
                .or(() -> settings.find(Options.PID_FILE).map(file -> file.replaceFirst("[.]pid$", "")))
                .or(() -> settings.find(Options.PID).map(pid -> "process-" + pid))
                .map(TargetName::from).orElse(new TargetName("attached"));
    }
}
