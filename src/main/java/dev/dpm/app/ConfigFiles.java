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
 * The configuration files that commands gave to a runner, each with the request that gave it: a reload resolves a file
 * with the folder and environment of that request. The list is stored on disk for the next runner. May be used from any
 * thread.
 */
final class ConfigFiles {

    private final StartRequest launch;
    private final Optional<Path> own;
    private final Optional<RequestStore> store;
    private final List<String> findings;
    /** For each configuration file the request that gave it to this runner. */
    private final Map<Path, StartRequest> callers = new LinkedHashMap<>();
    /** The configuration files that commands gave to this runner. */
    private final Set<Path> given = new LinkedHashSet<>();
    private boolean owed;

    /**
     * Begins with the files that an earlier runner stored.
     *
     * @param launch the request with which the runner itself was launched
     * @param own the file with the runner's own settings
     * @param store the stored list of files; empty: the home cannot be written, and nothing is stored
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

    /** A sentence for each fault in the list of configuration files that an earlier runner stored. */
    List<String> findings() {
        return findings;
    }

    /**
     * Remembers the file that a request names, if any, after the file's targets were started.
     *
     * @param isNews false where all targets of the request were already running, so that nothing changed
     * @param targets all targets of the runner
     * @return why the file cannot be stored; empty: it was stored, or the request names no file
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
     * Forgets the file of a removed target, unless the file has other targets or contains the runner's own settings.
     * The stored environment of the file's request is then deleted, too.
     *
     * @param targets the targets that are left
     * @return why the change cannot be written; empty: it was written
     */
    synchronized Optional<String> removed(List<TargetSnapshot> targets) {
        Set<Path> sources = sources(targets);
        given.removeIf(file -> !own.equals(Optional.of(file)) && !sources.contains(file));
        boolean changes = callers.keySet().removeIf(file -> !given.contains(file) && !sources.contains(file));
        return changes ? write() : Optional.empty();
    }

    /** Whether the list of configuration files must still be written, because the disk refused the last write. */
    synchronized boolean isOwed() {
        return owed;
    }

    /**
     * Repeats a write of the list that the disk refused.
     *
     * @return why the disk refuses again; empty: the list was written, or no write was left to do
     */
    synchronized Optional<String> again() {
        return owed ? write() : Optional.empty();
    }

    /**
     * Writes the list of configuration files even if it has not changed, because somebody may have deleted it on the
     * disk.
     *
     * @return why the disk refuses; empty: the list was written
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
     * The files that a reload must read: the files that commands gave to this runner, and the files that declare its
     * present targets. A file that no longer exists is left out once it has no target any more.
     *
     * @param targets all targets of the runner
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
