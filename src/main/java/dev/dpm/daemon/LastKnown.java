package dev.dpm.daemon;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

import dev.dpm.config.Instances;
import dev.dpm.config.Tags;
import dev.dpm.config.value.Dependencies;
import dev.dpm.config.value.Dependencies.DependencyGraph;
import dev.dpm.process.NativePaths;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.StateKeys;
import dev.dpm.process.TargetName;

/**
 * The targets of a home folder's last runner, from its state files, for use without a daemon.
 *
 * @param targets sorted by name
 * @param runnersFile the configuration file with the runner's own settings, absolute; empty: none
 */
public record LastKnown(List<KnownTarget> targets, Optional<Path> runnersFile) {

    private static final int SCHEMA = 1;
    private static final String ENDING = ".properties";

    public LastKnown {
        targets = List.copyOf(targets);
    }

    public static LastKnown nothing() {
        return new LastKnown(List.of(), Optional.empty());
    }

    /**
     * Reads {@code state/targets/*.properties} and {@code state/requests.properties}. A missing folder means no targets; a file
     * with a newer schema is refused.
     */
    public static LastKnown read(RuntimeDirectory home) throws HomeFault {
        return new LastKnown(targets(home), runnersFile(home.requests()));
    }

    private static List<KnownTarget> targets(RuntimeDirectory home) throws HomeFault {
        List<KnownTarget> targets = new ArrayList<>();
        for (Path file : home.entries(home.targetStates(), "*" + ENDING)) {
            String base = file.getFileName().toString();
            String name = base.substring(0, base.length() - ENDING.length());
            if (TargetName.isValid(name)) {
                targets.add(read(file, name));
            }
        }
        targets.sort(Comparator.comparing(KnownTarget::name));
        return targets;
    }

    private static Optional<Path> runnersFile(Path file) throws HomeFault {
        // a damaged file counts as missing; the runner reports the damage
        return properties(file).flatMap(properties -> file(properties, StateKeys.RUNNER_FILE));
    }

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
                        .with(tags(properties), family(properties, name),
                                properties.getProperty(StateKeys.OPTION + "depends_on", "")))
                .orElseGet(() -> new KnownTarget(name, false, Optional.empty(), false));
    }

    /**
     * The target of which this target is an instance; empty text: it is no instance. The name of the option {@code instances}
     * is a text here, because a use of the option's declaration would load the declarations of all options.
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
        // another program started an attached process, so {@code stop} must not end it
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
     * The targets of which a process still runs. The process of such a target is the stored one, or else the oldest process
     * whose environment contains this home folder's key.
     */
    public List<KnownTarget> alive(RuntimeDirectory home, ProcFs proc) {
        Map<String, KnownTarget> alive = new TreeMap<>();
        proc.carriers(home.cookieKey()).forEach((name, processes) -> alive.put(name,
                find(name).orElse(new KnownTarget(name, false, Optional.empty(), false))
                        .borneBy(main(processes).process(), main(processes).hook())));
        targets.stream().filter(target -> target.isAlive(proc)).forEach(target -> alive.put(target.name(), target));
        return List.copyOf(alive.values());
    }

    /** The oldest process of the target's program. If there is none, the oldest process of the target's hooks. */
    private static ProcFs.Carrier main(List<ProcFs.Carrier> processes) {
        return processes.stream().min(Comparator.comparing((ProcFs.Carrier one) -> !one.hook().isEmpty())
                .thenComparingLong(one -> one.process().startTicks()).thenComparingLong(one -> one.process().pid()))
                .orElseThrow();
    }

    /** These targets and all targets that depend on them, each after the targets that depend on it. */
    public List<String> stopOrder(Collection<String> names) {
        if (targets.stream().allMatch(target -> target.dependsOn().isEmpty())) {
            return List.copyOf(names);
        }
        Map<TargetName, Dependencies> needs = new TreeMap<>();
        names.forEach(name -> needs.put(new TargetName(name), Dependencies.NONE));
        targets.forEach(target -> needs.put(new TargetName(target.name()),
                Dependencies.of(target.dependsOn()).orElse(Dependencies.NONE)));
        DependencyGraph graph = DependencyGraph.of(needs);
        Set<TargetName> stopped = new HashSet<>();
        for (String name : names) {
            stopped.add(new TargetName(name));
            stopped.addAll(graph.allNeededBy(new TargetName(name)));
        }
        List<TargetName> order = new ArrayList<>(graph.inOrder());
        order.retainAll(stopped);
        Collections.reverse(order);
        return order.stream().map(TargetName::value).toList();
    }

    /**
     * The configuration file with the runner's own settings, or else one that declares targets. The file may have been
     * deleted meanwhile.
     */
    public Optional<Path> configFile() {
        List<Path> sources = targets.stream().flatMap(target -> target.source().stream()).toList();
        return runnersFile.filter(file -> sources.contains(file) || Files.exists(file))
                .or(() -> sources.stream().findFirst());
    }

    /** Whether a {@code start} without a name would resume at least one of these targets. */
    public boolean hasWanted() {
        return targets.stream().anyMatch(KnownTarget::wanted);
    }
}
