package dev.dpm.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The runner as it is to be run.
 *
 * @param settings what was given for runner options; everything else is the default
 * @param configFile the YAML file in force, absolute, which {@code reload} rereads
 */
public record RunnerSpec(Settings settings, Optional<Path> configFile) {

    /** What {@code reload} changes while the runner runs. */
    private static final List<Option<?>> LOG = List.of(Options.LOG_LEVEL, Options.LOG_FORMAT, Options.LOG_MAX_SIZE,
            Options.LOG_KEEP, Options.LOG_RETENTION);

    public static boolean isOfLogs(Option<?> option) {
        return LOG.contains(option);
    }

    /** This runner with the log settings of another. */
    public RunnerSpec withLogsOf(RunnerSpec other) {
        Settings logs = other.settings;
        for (Option<?> option : other.settings.all().keySet()) {
            logs = isOfLogs(option) ? logs : logs.without(List.of(option));
        }
        return new RunnerSpec(logs.over(settings.without(LOG)), configFile);
    }

    /** Whether the log settings in force are those of another. */
    public boolean hasLogsOf(RunnerSpec other) {
        return LOG.stream().allMatch(option -> settings.find(option).equals(other.settings.find(option)));
    }

    public int port() {
        return settings.get(Options.PORT_NUMBER);
    }

    /** A port that somebody asked for is taken as asked or not at all; a default one makes way. */
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

    /** Host names that the console answers to beside loopback's: those given, and the address it listens on. */
    public Set<String> allowedHosts() {
        Set<String> names = new LinkedHashSet<>(settings.find(Options.ALLOWED_HOSTS).orElse(Set.of()));
        // RFC 3986, 3.2.2: an IPv6 address stands in brackets
        names.add(host().contains(":") ? "[" + host() + "]" : host());
        return Set.copyOf(names);
    }

    public LogLevel logLevel() {
        return settings.get(Options.LOG_LEVEL);
    }

    public LogFormat logFormat() {
        return settings.get(Options.LOG_FORMAT);
    }

    /** Bytes. */
    public long logMaxSize() {
        return settings.get(Options.LOG_MAX_SIZE);
    }

    public int logKeep() {
        return settings.get(Options.LOG_KEEP);
    }

    public Duration logRetention() {
        return settings.get(Options.LOG_RETENTION);
    }
}
