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
 * The specification of a runner: the values of its own options, and the receivers of notices.
 *
 * @param settings the runner's options to which the user gave a value; all other options have their defaults
 * @param configFile the YAML file that contains the runner's own settings, absolute; empty if there is none
 * @param receivers the receivers of notices about incidents
 */
public record RunnerSpec(Settings settings, Optional<Path> configFile, List<Receiver> receivers) {

    public RunnerSpec {
        receivers = List.copyOf(receivers);
    }

    public RunnerSpec(Settings settings, Optional<Path> configFile) {
        this(settings, configFile, List.of());
    }

    /**
     * The groups of settings that {@code reload} changes in a running runner, each with the sentence that reports the
     * change.
     */
    public enum Reloaded {
        LOGS("the log settings have changed", List.of(Options.LOG_LEVEL, Options.LOG_FORMAT, Options.LOG_MAX_SIZE,
                Options.LOG_KEEP, Options.LOG_RETENTION)),
        INCIDENTS("the bounds on incidents have changed",
                List.of(Options.INCIDENT_KEEP, Options.INCIDENT_RETENTION, Options.INCIDENT_BYTES)),
        TERMINATION_MESSAGE("the termination message goes to another file", List.of(Options.TERMINATION_MESSAGE)),
        /** The entries under {@code notify} in a file, which are receivers and not options. */
        RECEIVERS("the receivers of notices have changed", List.of());

        private final String sentence;
        private final List<Option<?>> options;

        Reloaded(String sentence, List<Option<?>> options) {
            this.sentence = sentence;
            this.options = options;
        }

        /** The sentence that reports a change of this group of settings. */
        public String sentence() {
            return sentence;
        }
    }

    private static final List<Option<?>> RELOADED = Arrays.stream(Reloaded.values())
            .flatMap(group -> group.options.stream()).toList();

    public static boolean isReloaded(Option<?> option) {
        return RELOADED.contains(option);
    }

    /**
     * A copy of this specification in which all settings that a reload can change have the other specification's
     * values.
     */
    public RunnerSpec reloadedAs(RunnerSpec other) {
        Settings changed = other.settings;
        for (Option<?> option : other.settings.all().keySet()) {
            changed = isReloaded(option) ? changed : changed.without(List.of(option));
        }
        return new RunnerSpec(changed.over(settings.without(RELOADED)), configFile, other.receivers);
    }

    /**
     * A copy of this specification, completed from a configuration file's specification: an option without a value here
     * gets the file's value, and receivers with new names are added.
     */
    public RunnerSpec and(RunnerSpec file) {
        List<Receiver> all = new ArrayList<>(receivers);
        file.receivers.stream().filter(one -> receiver(one.name()).isEmpty()).forEach(all::add);
        return new RunnerSpec(settings.over(file.settings), configFile, all);
    }

    public Optional<Receiver> receiver(String name) {
        return receivers.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * Makes a fault for each runner option to which another configuration file gives a different value: a runner has
     * one value for each of its options.
     */
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

    /** The groups of settings whose values differ between the two specifications. */
    public List<Reloaded> changesTo(RunnerSpec other) {
        return Arrays.stream(Reloaded.values()).filter(group -> group == Reloaded.RECEIVERS
                ? !receivers.equals(other.receivers)
                : group.options.stream()
                        .anyMatch(option -> !settings.find(option).equals(other.settings.find(option))))
                .toList();
    }

    /**
     * When the HTTP server (console, API, health, metrics) runs. The server runs from the start by default if the
     * command is {@code run} or if the user gave a port for TLS.
     *
     * @param foreground true for the command {@code run}
     */
    public ConsoleMode console(boolean foreground) {
        boolean isOn = (foreground || tlsPort() != 0) && !isExplicit(Options.CONSOLE);
        return isOn ? ConsoleMode.ON : settings.get(Options.CONSOLE);
    }

    /** The port on which the HTTP API answers over TLS; 0 if no such port is wanted. */
    public int tlsPort() {
        return settings.get(Options.TLS_PORT);
    }

    /** The folder with certificate, key and token for the TLS port; empty if there is no TLS port. */
    public Optional<String> tlsFolder() {
        return settings.find(Options.TLS_FOLDER);
    }

    public int port() {
        return settings.get(Options.PORT_NUMBER);
    }

    /**
     * Whether the user gave a value for an option. If a port that the user gave is in use, the start fails; a default
     * port is replaced by a free port.
     */
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

    /**
     * Host names that the console accepts in the Host header besides the loopback names: the names that the user gave,
     * and the address on which the console listens.
     */
    public Set<String> allowedHosts() {
        Set<String> names = new LinkedHashSet<>(settings.find(Options.ALLOWED_HOSTS).orElse(Set.of()));
        // an IPv6 address is written in brackets (RFC 3986, section 3.2.2)
        names.add(host().contains(":") ? "[" + host() + "]" : host());
        return Set.copyOf(names);
    }

    /** The signals at which the command {@code run} stops its targets and ends. */
    public Set<Signal> stopOn() {
        return settings.get(Options.STOP_ON);
    }

    /** Whether each line of output begins with the name of its target when several targets write to one terminal. */
    public boolean prefixes() {
        return !settings.get(Options.NO_PREFIX);
    }

    /** Whether the runner launches each target in a cgroup of its own. */
    public OwnCgroup ownCgroup() {
        return settings.get(Options.OWN_CGROUP);
    }

    public LogLevel logLevel() {
        return settings.get(Options.LOG_LEVEL);
    }

    public LogFormat logFormat() {
        return settings.get(Options.LOG_FORMAT);
    }

    /** The largest size of a target's log file in bytes; the runner rotates a file that grows larger. */
    public long logMaxSize() {
        return settings.get(Options.LOG_MAX_SIZE).count();
    }

    public int logKeep() {
        return settings.get(Options.LOG_KEEP);
    }

    /** Whether the command {@code run} continues when all of its targets have ended. */
    public boolean remainsAfterExit() {
        return settings.get(Options.REMAIN_AFTER_EXIT);
    }

    /** Whether the runner rereads a changed configuration file by itself, without the command {@code reload}. */
    public boolean followsConfig() {
        return settings.get(Options.FOLLOW_CONFIG);
    }

    public int incidentKeep() {
        return settings.get(Options.INCIDENT_KEEP);
    }

    public Duration incidentRetention() {
        return settings.get(Options.INCIDENT_RETENTION);
    }

    /** The largest size of all incidents that the runner stores, together, in bytes. */
    public long incidentBytes() {
        return settings.get(Options.INCIDENT_BYTES).count();
    }

    /**
     * The file into which the runner writes why a container ended; {@code {pid}} in its path stands for the pid of the
     * main process. Empty if no such file is wanted.
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

    /**
     * How much the runner writes into its own log: with INFO the main events of a day, with DEBUG each sample of each
     * target.
     */
    public enum LogLevel {
        ERROR, WARN, INFO, DEBUG, TRACE
    }

    /** The values of {@code --own_cgroup}: whether a target is launched in a cgroup of its own. */
    public enum OwnCgroup {
        /** Each target runs in a cgroup of its own, if the runner can make one. */
        AUTO,
        /** No target runs in a cgroup of its own. */
        OFF
    }

    /** When the HTTP server (console, API, health, metrics) runs. */
    public enum ConsoleMode {
        /** The HTTP server runs from the runner's start on. */
        ON,
        /** The runner listens on the HTTP server's ports, and the first connection starts the server. */
        ON_DEMAND,
        /** The HTTP server never runs, and its ports are closed. */
        OFF;

        /** The word for this mode of the HTTP server, as users write it. */
        public String word() {
            return switch (this) {
                case ON -> "on";
                case ON_DEMAND -> "on-demand";
                case OFF -> "off";
            };
        }
    }
}
