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
 * The rules for the options of a target with {@code --attach}, that is, a process that another program starts: which
 * defaults differ, which options select the process, and which options are not allowed.
 */
public final class AttachRules {

    private static final Origin ATTACH = new Origin(Source.DEFAULT, "attach");

    private AttachRules() {
    }

    /**
     * The defaults of options that differ for attached targets from those for launched targets, by the option's name.
     * Help and documentation read the defaults from here.
     */
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

    /** The default of an option for attached targets; empty if it is the same as for launched targets. */
    static Optional<String> defaultOf(Option<?> option) {
        return Optional.ofNullable(defaults().get(option.name()));
    }

    /**
     * The defaults that differ for attached targets, in words, such as {@code --cpu_threshold off, --on_breach
     * unhealthy …}.
     */
    static String defaultsInWords() {
        return defaults().entrySet().stream().map(entry -> "--" + entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    public static List<Option<?>> selectors() {
        return List.of(Options.PROCESS_NAME, Options.MATCH, Options.PID, Options.PID_FILE);
    }

    /** Options that select the process of an attached target and have no meaning for a launched target. */
    public static List<Option<?>> onlySelectors() {
        return List.of(Options.MATCH, Options.PID);
    }

    /**
     * Options that a launched target does not take from the settings for all targets: {@code --match} and {@code --pid}
     * select the process of an attached target, and several targets cannot share one {@code --pid_file}.
     */
    private static List<Option<?>> ofOneProcess() {
        return List.of(Options.MATCH, Options.PID, Options.PID_FILE);
    }

    /** Options that take effect at a launch. The runner never launches an attached target. */
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

    /** Whether an option has a meaning for an attached target, whose process another program starts. */
    static boolean isForAttached(Option<?> option) {
        return !ofLaunches().contains(option);
    }

    /** Whether a target's settings declare an attached target, that is, a process that another program starts. */
    public static boolean asks(Settings settings) {
        return settings.get(Options.ATTACH);
    }

    /**
     * The settings that apply to a target, out of settings for all targets (a file's defaults, the environment). For an
     * attached target, the options of launches are removed; for a launched target, {@code --match}, {@code --pid} and
     * {@code --pid_file} are removed.
     */
    public static Settings fitting(Settings shared, boolean attaches) {
        return shared.without(attaches ? ofLaunches() : ofOneProcess());
    }

    /**
     * Out of settings for all targets, the settings that apply to the only target of a request. Unlike in {@link
     * #fitting}, a {@code --pid_file} also applies to a launched target, since no other target shares the file.
     */
    public static Settings fittingOne(Settings shared, boolean attaches) {
        return shared.without(attaches ? ofLaunches() : onlySelectors());
    }

    /**
     * Completes the settings of an attached target: each option without a value gets its default for attached targets.
     */
    public static Settings withDefaults(Settings settings) {
        Settings beneath = Settings.none();
        for (Map.Entry<String, String> entry : defaults().entrySet()) {
            beneath = beneath.known(Options.byName(entry.getKey()).orElseThrow(), entry.getValue(), ATTACH);
        }
        return settings.over(beneath);
    }

    /**
     * Makes a name for an attached target to which the user gave none. The name is made from the process name, the pid
     * file or the pid; if only {@code --match} selects the process, the name is {@code attached}.
     */
    public static TargetName nameFrom(Settings settings) {
        return settings.given(Options.PROCESS_NAME).map(Setting::text)
                .or(() -> settings.find(Options.PID_FILE).map(file -> file.replaceFirst("[.]pid$", "")))
                .or(() -> settings.find(Options.PID).map(pid -> "process-" + pid))
                .map(TargetName::from).orElse(new TargetName("attached"));
    }
}
