package dev.dpm.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.process.AttachSelector;
import dev.dpm.process.NativePaths;
import dev.dpm.process.RunAs;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;

/**
 * One target as it is to be run: what was asked, resolved against the caller's folder and environment.
 *
 * @param command program and arguments, the program an absolute path; empty: it is attached to
 * @param cwd the folder it runs in, absolute
 * @param environment its whole environment, {@code --user}, {@code --env_file} and {@code --env} already applied
 * @param umask the caller's, octal text such as {@code 0022}
 * @param settings what was given; everything else is the default
 * @param source the configuration file it is written in, absolute; empty: it was given on a command line
 */
public record TargetSpec(TargetName name, List<String> command, Path cwd, Map<String, String> environment, String umask,
        Settings settings, Optional<Path> source) {

    // compared as command, selector and cwd, what they come to
    private static final Set<Option<?>> NOT_COMPARED = Set.of(Options.PROCESS_NAME, Options.SCRIPT_PATH, Options.NAME,
            Options.CWD, Options.ATTACH, Options.MATCH, Options.PID, Options.PID_FILE);

    // what is written over the caller's folder and environment; files of variables are in ENV
    private static final List<Option<?>> OF_CALLERS = List.of(Options.CWD, Options.ENV, Options.USER);

    public TargetSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() != settings.get(Options.ATTACH) || !cwd.isAbsolute()) {
            throw new IllegalArgumentException("a target needs a command and an absolute folder");
        }
    }

    /** Whom it is, where it is a process that somebody else starts; empty: it is launched. */
    public Optional<AttachSelector> attach() {
        return settings.get(Options.ATTACH)
                ? Optional.of(new AttachSelector(settings.given(Options.PROCESS_NAME).map(Settings.Setting::text),
                        settings.find(Options.MATCH), settings.find(Options.PID),
                        settings.find(Options.PID_FILE).map(NativePaths::of)))
                : Optional.empty();
    }

    /** The options of thresholds that are in force because nobody said anything of them. */
    public List<Option<?>> defaultThresholds() {
        return Stream.<Option<?>>of(Options.CPU_THRESHOLD, Options.MEMORY_THRESHOLD)
                .filter(option -> settings.given(option)
                        .filter(given -> given.origin().source() != Settings.Source.DEFAULT).isEmpty())
                .filter(option -> !Threshold.OFF.equals(settings.get(option))).toList();
    }

    public Duration restartInterval() {
        return settings.get(Options.RESTART_INTERVAL);
    }

    /** Percent of one core, or of the CPU limit. */
    public Threshold cpuThreshold() {
        return settings.get(Options.CPU_THRESHOLD);
    }

    /** Bytes, or percent of the memory limit. */
    public Threshold memoryThreshold() {
        return settings.get(Options.MEMORY_THRESHOLD);
    }

    /**
     * Whether a memory threshold in percent means the limit and nothing else. Where it is only the default of attached
     * targets, it must not turn into a part of the machine; what somebody wrote may.
     */
    public boolean memoryPercentNeedsLimit() {
        return attach().isPresent() && isDefault(Options.MEMORY_THRESHOLD);
    }

    public MemoryBasis memoryBasis() {
        return settings.get(Options.MEMORY_BASIS);
    }

    /** The basis, and whether somebody chose it. */
    public MemoryMeasure memoryMeasure() {
        return new MemoryMeasure(memoryBasis(), isDefault(Options.MEMORY_BASIS));
    }

    private boolean isDefault(Option<?> option) {
        return settings.given(option).filter(given -> given.origin().source() != Settings.Source.DEFAULT).isEmpty();
    }

    /** How long before memory reaches its limit is acted; empty: the trend is only shown. */
    public Optional<Duration> actBefore() {
        return settings.get(Options.ACT_BEFORE);
    }

    /** What the memory limit is said to be, in bytes, where none can be read. */
    public Optional<Long> toldMemoryLimit() {
        return settings.find(Options.MEMORY_LIMIT);
    }

    /** What the CPU limit is said to be, in processors, where none can be read. */
    public Optional<Double> toldCpuLimit() {
        return settings.find(Options.CPU_LIMIT);
    }

    /** -1: no limit. */
    public int maxRestarts() {
        return settings.get(Options.MAX_RESTARTS);
    }

    public Duration monitorInterval() {
        return settings.get(Options.MONITOR_INTERVAL);
    }

    public BreachSamples breachSamples() {
        return settings.get(Options.BREACH_SAMPLES);
    }

    public Duration startSeconds() {
        return settings.get(Options.START_SECONDS);
    }

    public Duration startGrace() {
        return settings.get(Options.START_GRACE);
    }

    public BreachAction onBreach() {
        return settings.get(Options.ON_BREACH);
    }

    public RestartMode restart() {
        return settings.get(Options.RESTART);
    }

    public Set<Integer> successExitCodes() {
        return settings.get(Options.SUCCESS_EXIT_CODES);
    }

    public Duration restartWindow() {
        return settings.get(Options.RESTART_WINDOW);
    }

    public OnExhausted onExhausted() {
        return settings.get(Options.ON_EXHAUSTED);
    }

    public double backoffFactor() {
        return settings.get(Options.BACKOFF_FACTOR);
    }

    public Duration backoffMax() {
        return settings.get(Options.BACKOFF_MAX);
    }

    public Signal stopSignal() {
        return settings.get(Options.STOP_SIGNAL);
    }

    public Duration stopGrace() {
        return settings.get(Options.STOP_GRACE);
    }

    public StopScope stopScope() {
        return settings.get(Options.STOP_SCOPE);
    }

    /** Who gets the signals that {@code run} passes on. */
    public StopScope passTo() {
        return settings.get(Options.PASS_TO);
    }

    public Optional<URI> httpCheck() {
        return settings.get(Options.HTTP_CHECK);
    }

    public Optional<HostPort> tcpCheck() {
        return settings.get(Options.TCP_CHECK);
    }

    /** For {@code /bin/sh -c}. */
    public Optional<String> execCheck() {
        return settings.get(Options.EXEC_CHECK);
    }

    public Duration checkInterval() {
        return settings.get(Options.CHECK_INTERVAL);
    }

    public Duration checkTimeout() {
        return settings.get(Options.CHECK_TIMEOUT);
    }

    /** Failed checks in a row that are acted upon. */
    public int checkFailures() {
        return settings.get(Options.CHECK_FAILURES);
    }

    public OutputMode output() {
        return settings.get(Options.OUTPUT);
    }

    /** Whom it runs as; empty: the runner's own user. */
    public Optional<RunAs> user() {
        return settings.find(Options.USER);
    }

    public boolean inheritsStdin() {
        return settings.get(Options.STDIN) == OutputMode.INHERIT;
    }

    /** This target as it was written, without live changes. */
    public TargetSpec written() {
        return withSettings(settings.written());
    }

    /** This target, newly written, with the live changes of an earlier spec of it that still stand. */
    public TargetSpec keepingChangesOf(TargetSpec earlier) {
        return withSettings(settings.keepingChangesOf(earlier.settings));
    }

    /**
     * This target, newly written, as whoever asked for the earlier spec of it had it run: its folder, umask and
     * environment stay where what is written about them stays.
     */
    public TargetSpec keepingCallerOf(TargetSpec earlier) {
        boolean isSame = OF_CALLERS.stream()
                .allMatch(option -> settings.find(option).equals(earlier.settings.find(option)));
        return isSame
                ? new TargetSpec(name, command, earlier.cwd, earlier.environment, earlier.umask, settings, source)
                : this;
    }

    /** This target with other settings, as after a reload of live ones. */
    public TargetSpec withSettings(Settings other) {
        return new TargetSpec(name, command, cwd, environment, umask, other, source);
    }

    /**
     * What another spec of the same name asks differently, a phrase each; empty where both ask the same. The captured
     * environment does not count: a shell changes it between two commands. Nor does the caller's folder, unless one of
     * the two asks for a folder.
     */
    public List<Difference> differencesTo(TargetSpec asked) {
        List<Difference> differences = new ArrayList<>();
        if (!command.equals(asked.command) || !attach().equals(asked.attach())) {
            differences.add(new Difference(command.isEmpty() ? "attach" : "command", what(), asked.what(),
                    Option.Change.RESTART));
        }
        if (!cwd.equals(asked.cwd) && (settings.given(Options.CWD).isPresent()
                || asked.settings.given(Options.CWD).isPresent())) {
            differences.add(
                    new Difference("cwd", NativePaths.shown(cwd), NativePaths.shown(asked.cwd), Option.Change.RESTART));
        }
        for (Option<?> option : Options.all()) {
            if (option.scope() == Option.Scope.TARGET && !NOT_COMPARED.contains(option)
                    && !Objects.equals(settings.find(option), asked.settings.find(option))) {
                differences.add(new Difference(option.name(), describe(option, settings),
                        describe(option, asked.settings), option.change()));
            }
        }
        return List.copyOf(differences);
    }

    /** What another spec asks that this one neither has, live changes and all, nor was written with. */
    public List<Difference> conflictsWith(TargetSpec asked) {
        Set<String> written = written().differencesTo(asked).stream().map(Difference::what).collect(Collectors.toSet());
        return differencesTo(asked).stream().filter(difference -> written.contains(difference.what())).toList();
    }

    /** What is supervised, as anybody may see it: its command, or by what its process is chosen. */
    private String what() {
        return attach().map(selector -> Secrets.mask(selector.toString()))
                .orElseGet(() -> String.join(" ", Secrets.mask(command)));
    }

    private static String describe(Option<?> option, Settings settings) {
        if (option == Options.ENV) {
            return settings.shown(option).map(names -> "variables " + names).orElse("none");
        }
        return settings.shown(option).orElse("the default");
    }

    /**
     * One thing that two specs say differently.
     *
     * @param what the option's name, or {@code command}
     * @param now without secrets, as is {@code asked}
     */
    public record Difference(String what, String now, String asked, Option.Change change) {

        public Difference {
            asked = asked.equals(now) ? asked + " (what differs is not shown)" : asked;
        }

        @Override
        public String toString() {
            return what + " is " + now + ", asked for " + asked;
        }
    }
}
