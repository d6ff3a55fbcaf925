package dev.dpm.daemon;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

import dev.dpm.config.Instances;
import dev.dpm.config.Tags;
import dev.dpm.process.NativePaths;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.StateKeys;
import dev.dpm.process.TargetName;

/**
 * The targets of a home folder's last runner, read from its state files, for a client when no daemon runs.
 *
 * @param targets sorted by name
 * @param runnersFile the configuration file of the runner's own settings, absolute; empty if no such file was stored
 */
public record LastKnown(List<KnownTarget> targets, Optional<Path> runnersFile) {

    private static final int SCHEMA = 1;
    private static final String ENDING = ".properties";

    public LastKnown {
        targets = List.copyOf(targets);
    }

    /** The last known targets of a home folder in which no runner ever ran: none. */
    public static LastKnown nothing() {
        return new LastKnown(List.of(), Optional.empty());
    }

    /**
     * Reads what the last runner stored about its targets: {@code state/targets/*.properties} and {@code
     * state/requests.properties}. If the folder does not exist, there are no targets. A file with a newer schema is
     * refused.
     */
    public static LastKnown read(RuntimeDirectory home) throws HomeFault {
        return new LastKnown(targets(home), runnersFile(home.requests()));
    }

    private static List<KnownTarget> targets(RuntimeDirectory home) throws HomeFault {
        List<KnownTarget> targets = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.targetStates(), "*" + ENDING)) {
            for (Path file : files) {
                String base = file.getFileName().toString();
                String name = base.substring(0, base.length() - ENDING.length());
                if (TargetName.isValid(name)) {
                    targets.add(read(file, name));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw Reason.unreadable(home, home.targetStates(), e.getCause());
        } catch (IOException e) {
            throw Reason.unreadable(home, home.targetStates(), e);
        }
        targets.sort(Comparator.comparing(KnownTarget::name));
        return targets;
    }

    private static Optional<Path> runnersFile(Path file) throws HomeFault {
        // the file is missing or damaged: the runner reports the damage, and this client can use the configuration file
        // that the targets' state files name
        return properties(file).flatMap(properties -> file(properties, StateKeys.RUNNER_FILE));
    }

    /** The keys and values of a state file; empty if the file is missing or damaged. */
    private static Optional<Properties> properties(Path file) throws HomeFault {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        Schema.check(file, properties, SCHEMA);
        return Optional.of(properties);
    }

    private static KnownTarget read(Path file, String name) throws HomeFault {
        return properties(file)
                .map(properties -> read(properties, name).writtenIn(file(properties, StateKeys.SOURCE))
                        .with(tags(properties), family(properties, name)))
                .orElseGet(() -> new KnownTarget(name, false, Optional.empty(), false));
    }

    /**
     * The name of the target that an instance belongs to, without the instance's number; an empty text if the target is
     * no instance. The option {@code instances} is written as a text here: its declaration would make a client such as
     * {@code stop} load the declarations of all options, a fifth of the client's classes.
     */
    private static String family(Properties properties, String name) {
        boolean isInstance = properties.containsKey(StateKeys.OPTION + "instances");
        return isInstance ? Instances.family(name).orElse("") : "";
    }

    private static Tags tags(Properties properties) {
        return Tags.written(properties.getProperty(StateKeys.OPTION + "group", ""),
                properties.getProperty(StateKeys.OPTION + "labels", ""));
    }

    private static Optional<Path> file(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .filter(text -> text.startsWith("/") && text.indexOf('\0') < 0).map(NativePaths::of);
    }

    private static KnownTarget read(Properties properties, String name) {
        if (properties.getProperty(StateKeys.WANTED) == null) {
            return new KnownTarget(name, false, Optional.empty(), false);
        }
        boolean wanted = Boolean.parseBoolean(properties.getProperty(StateKeys.WANTED));
        String pid = properties.getProperty(StateKeys.PID, "");
        // the pid of an attached process is left out: another program started this process, so {@code stop} must not
        // end the process together with the processes that the runner left
        if (pid.isEmpty() || Boolean.parseBoolean(properties.getProperty(StateKeys.OPTION + "attach"))) {
            return new KnownTarget(name, wanted, Optional.empty(), true);
        }
        try {
            ProcessIdentity process = new ProcessIdentity(Long.parseLong(pid),
                    Long.parseLong(properties.getProperty(StateKeys.START_TICKS, "")),
                    properties.getProperty(StateKeys.PROCESS_BOOT_ID, properties.getProperty(StateKeys.BOOT_ID, "")));
            return new KnownTarget(name, wanted, Optional.of(process), true);
        } catch (IllegalArgumentException e) {
            return new KnownTarget(name, wanted, Optional.empty(), false);
        }
    }

    public Optional<KnownTarget> find(String name) {
        return targets.stream().filter(target -> target.name().equals(name)).findFirst();
    }

    /**
     * The last known targets of which a process still runs: the recorded main process, or else the oldest process whose
     * environment contains this home folder's key. Targets without any record are included.
     */
    public List<KnownTarget> alive(RuntimeDirectory home, ProcFs proc) {
        Map<String, KnownTarget> alive = new TreeMap<>();
        proc.carriers(home.cookieKey()).forEach((name, processes) -> alive.put(name,
                find(name).orElse(new KnownTarget(name, false, Optional.empty(), false))
                        .borneBy(main(processes).process(), main(processes).hook())));
        targets.stream().filter(target -> target.isAlive(proc)).forEach(target -> alive.put(target.name(), target));
        return List.copyOf(alive.values());
    }

    /** The oldest of a target's own processes; if only processes of hooks are left, the oldest of these. */
    private static ProcFs.Carrier main(List<ProcFs.Carrier> processes) {
        return processes.stream().min(Comparator.comparing((ProcFs.Carrier one) -> !one.hook().isEmpty())
                .thenComparingLong(one -> one.process().startTicks()).thenComparingLong(one -> one.process().pid()))
                .orElseThrow();
    }

    /**
     * The configuration file of the last runner: the file with the runner's own settings, or else a file that declares
     * targets. A file that was deleted is still returned as long as a target from it is recorded.
     */
    public Optional<Path> configFile() {
        List<Path> sources = targets.stream().flatMap(target -> target.source().stream()).toList();
        return runnersFile.filter(file -> sources.contains(file) || Files.exists(file))
                .or(() -> sources.stream().findFirst());
    }

    /** Whether the home folder has targets that a {@code start} without a name would resume. */
    public boolean hasWanted() {
        return targets.stream().anyMatch(KnownTarget::wanted);
    }
}
