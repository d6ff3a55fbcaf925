package dev.dpm.config;

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

import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.config.value.Dependencies;
import dev.dpm.config.value.ShellText;
import dev.dpm.process.AttachSelector;
import dev.dpm.process.CgroupLimits;
import dev.dpm.process.NativePaths;
import dev.dpm.process.ProcessProperties;
import dev.dpm.process.RunAs;
import dev.dpm.process.SourceFiles;
import dev.dpm.process.TargetName;

public final class TargetSpec {

    // options whose texts are not compared: the command, folder and pid file that result from them are compared instead
    private static final Set<Option<?>> NOT_COMPARED = Set.of(Options.PROCESS_NAME, Options.SCRIPT_PATH, Options.NAME,
            Options.CWD, Options.ATTACH, Options.MATCH, Options.PID, Options.PID_FILE,
            Options.INSTANCES);

    // options that override the folder and environment of the user who started the target
    private static final List<Option<?>> OF_CALLERS = List.of(Options.CWD, Options.ENV, Options.USER);

    private final TargetName name;
    private final List<String> command;
    private final Path cwd;
    private final Map<String, String> environment;
    private final String umask;
    private final Settings settings;
    private final Optional<Path> source;

    private final Optional<AttachSelector> attach;
    private final Thresholds thresholds;
    private final RestartRules restarts;
    private final Stopping stopping;
    private final Checks checks;
    private final EvidenceRules looks;
    private final Output output;
    private final Duration startSeconds;
    private final Readiness readiness;
    private final Optional<Lifetime> lifetime;
    private final Timing timing;
    private final Dependencies dependencies;
    private final Optional<RunAs> user;
    private final ProcessProperties properties;
    private final Tags tags;
    private final Hooks hooks;
    private final Watching watching;
    private final Optional<SourceFiles> sources;
    /** The command with masked secrets; null until it is first read. */
    private String shownCommand;

    /**
     * Makes a specification.
     *
     * @param command program and arguments, with an absolute path; empty: another program starts the process
     * @param cwd the folder in which the program runs, absolute
     * @param environment the program's complete environment, with {@code --user}, {@code --env_file} and {@code --env}
     * @param umask the umask of the caller, such as {@code 0022}
     * @param settings the options that the user has set
     * @param source the configuration file, absolute; empty: a command line declares the target
     */
    public TargetSpec(TargetName name, List<String> command, Path cwd, Map<String, String> environment, String umask,
            Settings settings, Optional<Path> source) {
        if (command.isEmpty() != settings.get(Options.ATTACH) || !cwd.isAbsolute()) {
            throw new IllegalArgumentException("a target needs a command and an absolute folder");
        }
        this.name = name;
        this.command = List.copyOf(command);
        this.cwd = cwd;
        this.environment = Map.copyOf(environment);
        this.umask = umask;
        this.settings = settings;
        this.source = source;
        this.attach = settings.get(Options.ATTACH) ? Optional.of(selector(settings)) : Optional.empty();
        this.thresholds = Thresholds.of(settings);
        this.restarts = RestartRules.of(settings);
        this.stopping = Stopping.of(settings);
        this.checks = Checks.of(settings);
        this.looks = EvidenceRules.of(settings);
        this.output = Output.of(settings);
        this.startSeconds = settings.get(Options.START_SECONDS);
        this.readiness = Readiness.of(settings);
        this.lifetime = settings.get(Options.MAX_RUNTIME);
        this.timing = Timing.of(settings);
        this.dependencies = settings.find(Options.DEPENDS_ON).orElse(Dependencies.NONE);
        this.user = settings.find(Options.USER);
        this.properties = properties(settings);
        this.tags = Tags.of(settings);
        this.hooks = Hooks.of(settings);
        this.watching = Watching.of(settings);
        this.sources = watching.in(cwd);
    }

    private static ProcessProperties properties(Settings settings) {
        return new ProcessProperties(settings.find(Options.NICE), settings.find(Options.OOM_SCORE_ADJ),
                settings.find(Options.CPU_AFFINITY), settings.find(Options.RLIMITS).orElse(List.of()),
                cgroup(settings));
    }

    private static CgroupLimits cgroup(Settings settings) {
        return new CgroupLimits(settings.get(Options.MEMORY_MAX).map(Bytes::count).orElse(CgroupLimits.NO_LIMIT),
                settings.get(Options.CPU_QUOTA).map(Integer::longValue).orElse(CgroupLimits.NO_LIMIT),
                settings.get(Options.PIDS_MAX).map(Integer::longValue).orElse(CgroupLimits.NO_LIMIT));
    }

    private static AttachSelector selector(Settings settings) {
        return new AttachSelector(settings.given(Options.PROCESS_NAME).map(Settings.Setting::text),
                settings.find(Options.MATCH), settings.find(Options.PID),
                settings.find(Options.PID_FILE).map(NativePaths::of));
    }

    public TargetName name() {
        return name;
    }

    public List<String> command() {
        return command;
    }

    public Path cwd() {
        return cwd;
    }

    /** The environment of a launched target, without the variable by which the runner recognizes the target's processes. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The caller's umask. The option {@code --umask} overrides it, see {@link #umaskAtBirth}. */
    public String umask() {
        return umask;
    }

    public String umaskAtBirth() {
        return settings.find(Options.UMASK).orElse(umask);
    }

    /**
     * Whether {@code start} with the configuration file starts the target. If not, the target is started by a {@code
     * start} with the target's name, or by the start of a target that depends on it.
     */
    public boolean isAutostarted() {
        return settings.get(Options.AUTOSTART);
    }

    /** The name of the target of which this target is an instance; empty: this target is no instance. */
    public Optional<String> instanceOf() {
        return settings.given(Options.INSTANCES).flatMap(given -> Instances.family(name.value()));
    }

    public Tags tags() {
        return tags;
    }

    public Hooks hooks() {
        return hooks;
    }

    public Watching watching() {
        return watching;
    }

    /** The files that are watched for the target; empty: no file is watched. */
    public Optional<SourceFiles> sources() {
        return sources;
    }

    public ProcessProperties properties() {
        return properties;
    }

    public Settings settings() {
        return settings;
    }

    public Optional<Path> source() {
        return source;
    }

    /** How the process of an attached target is found; empty: the runner launches the target. */
    public Optional<AttachSelector> attach() {
        return attach;
    }

    public Thresholds thresholds() {
        return thresholds;
    }

    public RestartRules restarts() {
        return restarts;
    }

    public Stopping stopping() {
        return stopping;
    }

    public Checks checks() {
        return checks;
    }

    public EvidenceRules looks() {
        return looks;
    }

    public Output output() {
        return output;
    }

    /** How long the target must run before it becomes RUNNING. */
    public Duration startSeconds() {
        return startSeconds;
    }

    /** The longest running time of one launch of the target; empty: unlimited. */
    public Optional<Lifetime> lifetime() {
        return lifetime;
    }

    public Timing timing() {
        return timing;
    }

    public Readiness readiness() {
        return readiness;
    }

    public Dependencies dependencies() {
        return dependencies;
    }

    public boolean restartsWithThem() {
        return settings.get(Options.RESTART_WITH);
    }

    public Optional<RunAs> user() {
        return user;
    }

    /** The options for thresholds that the user has not set, so that the defaults apply. */
    public List<Option<?>> defaultThresholds() {
        return Stream.<Option<?>>of(Options.CPU_THRESHOLD, Options.MEMORY_THRESHOLD).filter(settings::isDefault)
                .filter(option -> !Threshold.OFF.equals(settings.get(option))).toList();
    }

    /** The file with the pid of a program that forks into the background; empty: the program stays in the foreground. */
    public Optional<Path> pidFile() {
        return settings.get(Options.ATTACH) ? Optional.empty() : settings.find(Options.PID_FILE).map(NativePaths::of);
    }

    /** A copy without the changes that a person made while the target runs. */
    public TargetSpec written() {
        return withSettings(settings.written());
    }

    /** A copy with the changes that persons made to the earlier specification while the target ran. */
    public TargetSpec keepingChangesOf(TargetSpec earlier) {
        return withSettings(settings.keepingChangesOf(earlier.settings));
    }

    /**
     * A copy with the folder, umask and environment of the user who started the target with the earlier specification.
     * If the specifications differ in {@code --cwd}, {@code --env} or {@code --user}, this specification is returned
     * unchanged.
     */
    public TargetSpec keepingCallerOf(TargetSpec earlier) {
        boolean isSame = OF_CALLERS.stream()
                .allMatch(option -> settings.find(option).equals(earlier.settings.find(option)));
        return isSame
                ? new TargetSpec(name, command, earlier.cwd, earlier.environment, earlier.umask, settings, source)
                : this;
    }

    public TargetSpec withSettings(Settings other) {
        return new TargetSpec(name, command, cwd, environment, umask, other, source);
    }

    /**
     * The differences between this specification and another one. The caller's environment is not compared, since a shell
     * changes variables between two commands.
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
        if (!pidFile().equals(asked.pidFile())) {
            differences.add(new Difference("pid_file", pidFile().map(NativePaths::shown).orElse("none"),
                    asked.pidFile().map(NativePaths::shown).orElse("none"), Option.Change.RESTART));
        }
        for (Option<?> option : Options.all()) {
            if (option.isForTargets() && !NOT_COMPARED.contains(option)
                    && !Objects.equals(settings.find(option), asked.settings.find(option))) {
                differences.add(new Difference(option.name(), describe(option, settings),
                        describe(option, asked.settings), option.change()));
            }
        }
        return List.copyOf(differences);
    }

    /**
     * Whether the target behaves in the same way with the other specification. The line numbers of options in the
     * configuration file are not compared.
     */
    public boolean behavesAs(TargetSpec other) {
        return cwd.equals(other.cwd) && environment.equals(other.environment) && umask.equals(other.umask)
                && differencesTo(other).isEmpty();
    }

    /**
     * The differences between these settings and the settings that a command asks for. Differences that exist only because
     * a person changed the running target are left out.
     */
    public List<Difference> conflictsWith(TargetSpec asked) {
        Set<String> written = written().differencesTo(asked).stream().map(Difference::what).collect(Collectors.toSet());
        return differencesTo(asked).stream().filter(difference -> written.contains(difference.what())).toList();
    }

    private String what() {
        return attach().map(selector -> Secrets.mask(selector.toString()))
                .orElseGet(this::shownCommand);
    }

    /** The command's words joined by spaces, with secrets masked; empty: another program starts the process. */
    public String shownCommand() {
        String shown = shownCommand;
        if (shown == null) {
            shown = ShellText.of(Secrets.mask(command));
            shownCommand = shown;
        }
        return shown;
    }

    private static String describe(Option<?> option, Settings settings) {
        if (option == Options.ENV) {
            return settings.shown(option).map(names -> "variables " + names).orElse("none");
        }
        return settings.shown(option).orElse("the default");
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof TargetSpec that && name.equals(that.name)
                && command.equals(that.command) && cwd.equals(that.cwd) && environment.equals(that.environment)
                && umask.equals(that.umask) && settings.equals(that.settings) && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, command, cwd, settings);
    }

    /** A text for logs. The environment is left out, since it may contain secrets. */
    @Override
    public String toString() {
        return name + " " + what();
    }

    /**
     * One difference between two specifications, with secrets masked.
     *
     * @param what the option's name, or {@code command}
     * @param now the value in the first specification
     * @param asked the value in the other specification
     */
    public record Difference(String what, String now, String asked, Option.Change change) {

        public Difference {
            asked = asked.equals(now) ? asked + " (what differs is not shown)" : asked;
        }

        /** Differences in words: {@code nice from 0 to 5, cwd from /srv/a to /srv/b}. */
        public static String changes(List<Difference> differences) {
            return differences.stream().map(one -> one.what + " from " + one.now + " to " + one.asked)
                    .collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return what + " is " + now + ", asked for " + asked;
        }
    }
}
