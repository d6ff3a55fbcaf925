package dev.dpm.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.dpm.config.Resolver;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.yaml.GivenFiles;
import dev.dpm.config.yaml.GivenFiles.GivenFile;
import dev.dpm.supervision.TargetSnapshot;

/** The configuration files that this runner was given, and by whom. Used from any thread. */
final class ConfigFiles {

    private final StartRequest launch;
    private final Optional<Path> own;
    private final Map<Path, StartRequest> callers = new LinkedHashMap<>();

    /**
     * @param launch what the runner itself was launched with
     * @param own the file that the runner's own settings come from
     */
    ConfigFiles(StartRequest launch, Optional<Path> own) {
        this.launch = launch;
        this.own = own;
    }

    /**
     * Somebody asked for the targets of a file, if it is one, and got them.
     *
     * @param isNews false where all of them ran already, so that nothing changed
     */
    synchronized void given(StartRequest request, boolean isNews) {
        new Resolver().configFile(request)
                .ifPresent(file -> callers.merge(file, request, (known, next) -> isNews ? next : known));
    }

    /**
     * What a reload has to read: the files that were given, and those that targets at work are written in. A file that
     * is no more is forgotten with the last of its targets.
     */
    synchronized GivenFiles inForce(List<TargetSnapshot> targets) {
        Set<Path> known = targets.stream().flatMap(target -> target.spec().source().stream())
                .collect(Collectors.toSet());
        Set<Path> files = new LinkedHashSet<>(callers.keySet());
        files.removeIf(file -> !known.contains(file) && !Files.exists(file));
        targets.stream().filter(TargetSnapshot::active).flatMap(target -> target.spec().source().stream())
                .forEach(files::add);
        return new GivenFiles(launch, own.filter(file -> files.contains(file) || Files.exists(file)),
                files.stream().map(file -> given(file, targets)).toList());
    }

    private GivenFile given(Path file, List<TargetSnapshot> targets) {
        StartRequest caller = Optional.ofNullable(callers.get(file)).orElseGet(() -> targets.stream()
                .map(TargetSnapshot::spec).filter(target -> target.source().equals(Optional.of(file))).findFirst()
                .map(ConfigFiles::requestFor).orElseThrow());
        return new GivenFile(file, caller, Map.of());
    }

    private static StartRequest requestFor(TargetSpec target) {
        return new StartRequest(false, Optional.empty(), Map.of("config", target.source().orElseThrow().toString()),
                List.of(), target.cwd(), target.umask(), target.environment());
    }
}
