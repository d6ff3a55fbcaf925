package dev.dpm.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.process.Signal;

/**
 * The specification of a runner.
 *
 * @param settings the options that the user has set
 * @param configFile the file with the runner's own settings, absolute; empty: none
 * @param receivers the receivers of notices
 */
public record RunnerSpec(Settings settings, Optional<Path> configFile, List<Receiver> receivers) {

    public RunnerSpec {
        receivers = List.copyOf(receivers);
    }

    public RunnerSpec(Settings settings, Optional<Path> configFile) {
        this(settings, configFile, List.of());
    }

    public enum Reloaded {
        LOGS("the log settings have changed", List.of(Options.LOG_LEVEL, Options.LOG_FORMAT, Options.LOG_MAX_SIZE,
                Options.LOG_KEEP, Options.LOG_RETENTION)),
        INCIDENTS("the bounds on incidents have changed",
                List.of(Options.INCIDENT_KEEP, Options.INCIDENT_RETENTION, Options.INCIDENT_BYTES)),
        TERMINATION_MESSAGE("the termination message goes to another file", List.of(Options.TERMINATION_MESSAGE)),
        RECEIVERS("the receivers of notices have changed", List.of());

        private final String sentence;
        private final List<Option<?>> options;

        Reloaded(String sentence, List<Option<?>> options) {
            this.sentence = sentence;
            this.options = options;
        }

        public String sentence() {
            return sentence;
        }
    }

    private static final List<Option<?>> RELOADED = Arrays.stream(Reloaded.values())
            .flatMap(group -> group.options.stream()).toList();

    public static boolean isReloaded(Option<?> option) {
        return RELOADED.contains(option);
    }

    /** A copy in which the settings that a reload can change have the values of the other specification. */
    public RunnerSpec reloadedAs(RunnerSpec other) {
        Settings changed = other.settings;
        for (Option<?> option : other.settings.all().keySet()) {
            changed = isReloaded(option) ? changed : changed.without(List.of(option));
        }
        return new RunnerSpec(changed.over(settings.without(RELOADED)), configFile, other.receivers);
    }

    /** A copy that takes the options and receivers that it lacks from the specification of a file. */
    public RunnerSpec and(RunnerSpec file) {
        List<Receiver> all = new ArrayList<>(receivers);
        file.receivers.stream().filter(one -> receiver(one.name()).isEmpty()).forEach(all::add);
        return new RunnerSpec(settings.over(file.settings), configFile, all);
    }

    public Optional<Receiver> receiver(String name) {
        return receivers.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** The faults of options to which another configuration file gives different values. */
    public List<ConfigFault> contradictions(RunnerSpec file) {
        List<ConfigFault> faults = new ArrayList<>();
        for (Map.Entry<Option<?>, Settings.Setting> said : file.settings.all().entrySet()) {
            settings.given(said.getKey()).filter(own -> !own.value().equals(said.getValue().value()))
                    .ifPresent(own -> faults.add(contradiction(said.getKey(), said.getValue(), own)));
        }
        for (Receiver said : file.receivers) {
            receiver(said.name()).filter(own -> !own.equals(said)).ifPresent(own -> faults.add(new ConfigFault(
                    file.configFile.map(Path::toString).orElse("notify"), "notify: the receiver "
                            + ConfigFault.quoted(said.name())
                            + " is another in a second file; allowed: the same in both")));
        }
        return faults;
    }

    private static ConfigFault contradiction(Option<?> option, Settings.Setting said, Settings.Setting own) {
        return ConfigFault.of(said.origin(), option, ConfigFault.quoted(said.text()) + " is not allowed beside "
                + ConfigFault.quoted(own.text()) + " of " + own.origin().place() + "; allowed: the same in both");
    }

    public List<Reloaded> changesTo(RunnerSpec other) {
        return Arrays.stream(Reloaded.values()).filter(group -> group == Reloaded.RECEIVERS
                ? !receivers.equals(other.receivers)
                : group.options.stream()
                        .anyMatch(option -> !settings.find(option).equals(other.settings.find(option))))
                .toList();
    }

    /**
     * When the runner's HTTP server runs.
     *
     * @param foreground true: for the command {@code run}, which by default starts the server at once
     */
    public ConsoleMode console(boolean foreground) {
        boolean isOn = (foreground || tlsPort() != 0) && !isExplicit(Options.CONSOLE);
        return isOn ? ConsoleMode.ON : settings.get(Options.CONSOLE);
    }

    public int tlsPort() {
        return settings.get(Options.TLS_PORT);
    }

    /** The folder with certificate, key and token of the TLS port; empty: there is no TLS port. */
    public Optional<String> tlsFolder() {
        return settings.find(Options.TLS_FOLDER);
    }

    public int port() {
        return settings.get(Options.PORT_NUMBER);
    }

    /** Whether the user has set an option. A port that the user has set is never replaced. */
    public boolean isExplicit(Option<?> option) {
        return settings.given(option).isPresent();
    }

    public String host() {
        return settings.get(Options.HOST);
    }

    public int managementPort() {
        return settings.get(Options.MANAGEMENT_PORT);
    }

    public String managementHost() {
        return settings.get(Options.MANAGEMENT_HOST);
    }

    public Optional<String> tokenFile() {
        return settings.find(Options.TOKEN_FILE);
    }

    /** The host names that the console accepts in the Host header of a request. */
    public Set<String> allowedHosts() {
        Set<String> names = new LinkedHashSet<>(settings.find(Options.ALLOWED_HOSTS).orElse(Set.of()));
        // in the Host header, an IPv6 address has brackets (RFC 3986, section 3.2.2)
        names.add(host().contains(":") ? "[" + host() + "]" : host());
        return Set.copyOf(names);
    }

    public Set<Signal> stopOn() {
        return settings.get(Options.STOP_ON);
    }

    public boolean prefixes() {
        return !settings.get(Options.NO_PREFIX);
    }

    /** Whether each target gets a cgroup of its own. */
    public OwnCgroup ownCgroup() {
        return settings.get(Options.OWN_CGROUP);
    }

    public LogLevel logLevel() {
        return settings.get(Options.LOG_LEVEL);
    }

    public LogFormat logFormat() {
        return settings.get(Options.LOG_FORMAT);
    }

    /** The size in bytes above which a target's log is rotated. */
    public long logMaxSize() {
        return settings.get(Options.LOG_MAX_SIZE).count();
    }

    public int logKeep() {
        return settings.get(Options.LOG_KEEP);
    }

    /** Whether {@code run} goes on when all its targets have ended. */
    public boolean remainsAfterExit() {
        return settings.get(Options.REMAIN_AFTER_EXIT);
    }

    /** Whether a changed configuration file is reread without the command {@code reload}. */
    public boolean followsConfig() {
        return settings.get(Options.FOLLOW_CONFIG);
    }

    public int incidentKeep() {
        return settings.get(Options.INCIDENT_KEEP);
    }

    public Duration incidentRetention() {
        return settings.get(Options.INCIDENT_RETENTION);
    }

    /** The largest size of the stored files of all incidents together, in bytes. */
    public long incidentBytes() {
        return settings.get(Options.INCIDENT_BYTES).count();
    }

    /**
     * The file into which the runner writes why a container ends; {@code {pid}} in its path is replaced by the pid of the
     * main process. Empty: none.
     */
    public Optional<String> terminationMessage() {
        return settings.find(Options.TERMINATION_MESSAGE);
    }

    public Duration logRetention() {
        return settings.get(Options.LOG_RETENTION);
    }

    /** The format of the lines in the runner's own log. */
    public enum LogFormat {
        TEXT, JSON
    }

    /** How detailed the runner's log is. INFO: the main events of a day. DEBUG: each sample, too. */
    public enum LogLevel {
        ERROR, WARN, INFO, DEBUG, TRACE
    }

    /** Whether each target gets a cgroup of its own. */
    public enum OwnCgroup {
        AUTO,
        OFF
    }

    /** When the HTTP server runs (console, API, health, metrics). */
    public enum ConsoleMode {
        /** The HTTP server runs from the runner's start on. */
        ON,
        /** The first connection to its port starts the HTTP server. */
        ON_DEMAND,
        /** The HTTP server never runs, and its ports are closed. */
        OFF;

        public String word() {
            return switch (this) {
                case ON -> "on";
                case ON_DEMAND -> "on-demand";
                case OFF -> "off";
            };
        }
    }
}
