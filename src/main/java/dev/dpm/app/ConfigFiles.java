package dev.dpm.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.FormerCaller;
import dev.dpm.config.resolve.Resolver;
import dev.dpm.config.yaml.GivenFiles;
import dev.dpm.config.yaml.GivenFiles.GivenFile;
import dev.dpm.history.RequestStore;
import dev.dpm.supervision.TargetSnapshot;

/**
 * The configuration files from which commands started targets. Each is stored with its request, since a reload needs the
 * request's folder and environment. The list is on disk, so that the next runner knows it.
 */
final class ConfigFiles {

    private final StartRequest launch;
    private final Optional<Path> own;
    private final Optional<RequestStore> store;
    private final List<String> findings;
    private final Map<Path, StartRequest> callers = new LinkedHashMap<>();
    private final Set<Path> given = new LinkedHashSet<>();
    private boolean owed;

    /**
     * @param launch the request that launched the runner
     * @param own the file with the runner's own settings
     * @param store the list on disk; empty: nothing can be stored
     */
    ConfigFiles(StartRequest launch, Optional<Path> own, Optional<RequestStore> store) {
        this.launch = launch;
        this.own = own;
        this.store = store;
        Optional<RequestStore.Loaded> loaded = store.map(RequestStore::load);
        this.findings = loaded.map(RequestStore.Loaded::findings).orElse(List.of());
        loaded.stream().flatMap(known -> known.requests().stream())
                .forEach(request -> fileOf(request).ifPresent(file -> callers.put(file, request)));
    }

    private static Optional<Path> fileOf(StartRequest request) {
        return new Resolver().configFile(request);
    }

    List<String> findings() {
        return findings;
    }

    /**
     * Stores the configuration file of a request whose targets were started.
     * @param isNews false: all these targets were running already
     * @param targets all targets of the runner
     * @return why the file cannot be stored; empty: it is stored, or the request has no file
     */
    synchronized Optional<String> given(StartRequest request, boolean isNews, List<TargetSnapshot> targets) {
        Optional<Path> file = fileOf(request);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        given.add(file.get());
        boolean isKnown = callers.containsKey(file.get());
        if (isKnown && !isNews) {
            return Optional.empty();
        }
        callers.put(file.get(), request.withoutToken());
        Set<Path> sources = sources(targets);
        callers.keySet().removeIf(path -> !given.contains(path) && !sources.contains(path));
        return write();
    }

    /**
     * Forgets the configuration file of a removed target, unless other targets come from this file, or it contains the runner's
     * own settings.
     * @param targets the targets that are left
     * @return why the change cannot be written; empty: it is written
     */
    synchronized Optional<String> removed(List<TargetSnapshot> targets) {
        Set<Path> sources = sources(targets);
        given.removeIf(file -> !own.equals(Optional.of(file)) && !sources.contains(file));
        boolean changes = callers.keySet().removeIf(file -> !given.contains(file) && !sources.contains(file));
        return changes ? write() : Optional.empty();
    }

    synchronized boolean isOwed() {
        return owed;
    }

    /**
     * Writes the list again after a write failed.
     * @return why the write fails again; empty: nothing is left to write
     */
    synchronized Optional<String> again() {
        return owed ? write() : Optional.empty();
    }

    /**
     * Writes the list even if it has not changed, because its file may have been deleted.
     * @return why the write fails; empty: the list is written
     */
    synchronized Optional<String> rewrite() {
        return callers.isEmpty() ? Optional.empty() : write();
    }

    private Optional<String> write() {
        try {
            if (store.isPresent()) {
                store.get().save(own.or(() -> given.stream().findFirst()), List.copyOf(callers.values()));
            }
            owed = false;
            return Optional.empty();
        } catch (IOException e) {
            owed = true;
            return Optional.of(e.getMessage());
        }
    }

    /**
     * The configuration files that a reload must read: those that commands named, and those of present targets. A missing file
     * from which no target comes is left out.
     */
    synchronized GivenFiles inForce(List<TargetSnapshot> targets) {
        Set<Path> known = sources(targets);
        Set<Path> files = new LinkedHashSet<>(given);
        files.removeIf(file -> !known.contains(file) && !Files.exists(file));
        files.addAll(sources(targets.stream().filter(TargetSnapshot::active).toList()));
        return new GivenFiles(launch, own.filter(file -> files.contains(file) || Files.exists(file)),
                files.stream().map(file -> file(file, targets)).toList());
    }

    private static Set<Path> sources(List<TargetSnapshot> targets) {
        return targets.stream().flatMap(target -> target.spec().source().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private GivenFile file(Path file, List<TargetSnapshot> targets) {
        StartRequest caller = callers.get(file);
        if (caller != null) {
            return new GivenFile(file, caller, Map.of());
        }
        return new GivenFile(file, launch.forFile(file),
                targets.stream().map(TargetSnapshot::spec).filter(spec -> spec.source().equals(Optional.of(file)))
                        .collect(Collectors.toMap(TargetSpec::name, spec -> FormerCaller.of(spec, launch))));
    }
}
