package dev.dpm.config.yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.Instances.Scale;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.resolve.Resolver;
import dev.dpm.process.NativePaths;
import dev.dpm.process.TargetName;

/**
 * The configuration files of a running runner, each with the request that named it. The folder and the environment of that
 * request apply to the file.
 *
 * @param launch the request of the runner's start
 * @param own the file with the runner's own settings, absolute
 * @param files the files that requests named, each once, in the order of the requests
 */
public record GivenFiles(StartRequest launch, Optional<Path> own, List<GivenFile> files) {

    /**
     * A configuration file of a running runner.
     *
     * @param path absolute
     * @param caller the request that gave the file to the runner
     * @param others the requests that started single targets of the file, by the target's name
     */
    public record GivenFile(Path path, StartRequest caller, Map<TargetName, StartRequest> others) {

        public GivenFile {
            others = Map.copyOf(others);
        }

        /**
         * Resolves the settings of the file's targets. A target that another request started gets the folder and environment of
         * that request. All other targets get those of {@code caller}. The first result is that for {@code caller}. It contains
         * the runner's settings and the file's faults.
         */
        private List<Resolution> resolve(Resolver resolver, ConfigFile file) {
            List<Resolution> parts = new ArrayList<>();
            parts.add(resolver.resolveTargets(caller, file, name -> !others.containsKey(name)));
            others.forEach((name, other) -> parts.add(resolver.resolveTargets(other, file, name::equals)));
            return parts;
        }
    }

    public GivenFiles {
        files = List.copyOf(files);
    }

    /** Whether no configuration file was given at all. */
    public boolean isEmpty() {
        return files.isEmpty() && own.isEmpty();
    }

    public Set<Path> paths() {
        return files.stream().map(GivenFile::path).collect(Collectors.toSet());
    }

    /** Resolves all configuration files together. A contradiction between two files is a fault. */
    public Resolution resolve() {
        return resolve(Map.of());
    }

    /**
     * Resolves all files together, like {@link #resolve()}.
     *
     * @param scales the numbers of instances that the command {@code scale} has set, by the name of the target in the file
     */
    public Resolution resolve(Map<String, Scale> scales) {
        Map<Path, Reading> readings = read();
        Resolver resolver = new Resolver(scales);
        Resolution runner = resolver.resolveRunner(launch, own.map(path -> readings.get(path).soundParts(path)));
        List<Resolution> parts = new ArrayList<>(List.of(runner));
        files.forEach(file -> parts
                .addAll(file.resolve(resolver, readings.get(file.path()).soundParts(file.path()))));
        List<ConfigFault> written = new ArrayList<>();
        readings.forEach((path, reading) -> written.addAll(reading.faults(caller(path))));
        return together(readings.values(), written, parts);
    }

    private Map<Path, Reading> read() {
        Set<Path> paths = new LinkedHashSet<>(own.stream().toList());
        files.forEach(file -> paths.add(file.path()));
        Map<String, Long> names = paths.stream()
                .collect(Collectors.groupingBy(GivenFiles::name, Collectors.counting()));
        Map<Path, Reading> readings = new LinkedHashMap<>();
        for (Path path : paths) {
            // files of the same name are distinguished by their paths
            String name = names.get(name(path)) == 1 ? name(path) : NativePaths.shown(path);
            readings.put(path, Files.exists(path) ? new YamlConfigReader().read(path, name) : gone(path, name));
        }
        return readings;
    }

    private static Reading gone(Path path, String name) {
        return new Reading(Optional.empty(), List.of(new ConfigFault(name, NativePaths.shown(path)
                + " is gone: put it back, or stop and remove its targets, with which it is forgotten")));
    }

    private static String name(Path path) {
        return NativePaths.shown(Optional.ofNullable(path.getFileName()).orElse(path));
    }

    private StartRequest caller(Path path) {
        return files.stream().filter(file -> file.path().equals(path)).map(GivenFile::caller).findFirst()
                .orElse(launch);
    }

    private Resolution together(Collection<Reading> readings, List<ConfigFault> written, List<Resolution> parts) {
        Set<ConfigFault> faults = new LinkedHashSet<>(written);
        Map<TargetName, TargetSpec> targets = new LinkedHashMap<>();
        // flags and environment have precedence over the runner's own file
        RunnerSpec runner = parts.get(0).runner();
        for (Resolution part : parts) {
            faults.addAll(part.faults());
            if (!part.runner().configFile().equals(own)) {
                faults.addAll(runner.contradictions(part.runner()));
                runner = runner.and(part.runner());
            }
            part.targets().forEach(target -> doubled(targets.putIfAbsent(target.name(), target), target)
                    .ifPresent(faults::add));
        }
        return new Resolution(runner, List.copyOf(targets.values()), List.copyOf(faults),
                all(parts, Resolution::missing), Stream.concat(readings.stream().flatMap(r -> r.warnings().stream()),
                        all(parts, Resolution::warnings).stream()).toList());
    }

    /**
     * The fault of a target that two files declare differently.
     *
     * @param earlier null: no earlier file declares it
     */
    private static Optional<ConfigFault> doubled(TargetSpec earlier, TargetSpec target) {
        if (earlier == null || earlier.differencesTo(target).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ConfigFault(place(target), "target name " + ConfigFault.quoted(target.name().value())
                + " is not allowed: " + place(earlier) + " says something else of it; allowed: each name in one file"));
    }

    private static String place(TargetSpec target) {
        return target.source().orElseThrow().toString();
    }

    private static List<String> all(List<Resolution> parts, Function<Resolution, List<String>> what) {
        return parts.stream().flatMap(part -> what.apply(part).stream()).distinct().toList();
    }
}
