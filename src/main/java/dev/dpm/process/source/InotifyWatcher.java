package dev.dpm.process.source;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.dpm.process.OwnThread;
import dev.dpm.process.SourceFiles;
import dev.dpm.process.SourceWatcher;
import dev.dpm.process.TargetName;

/** Watches the folders of watched files with one inotify(7) instance. If no files are watched, no thread runs. */
public final class InotifyWatcher implements SourceWatcher {

    /** The largest number of watched folders. Each takes a kilobyte of memory in the kernel. */
    static final int MOST_FOLDERS = 5_000;

    /** The largest error of a file's modification time: a little more than a tick of the kernel's timer. */
    private static final Duration CLOCK_STEP = Duration.ofMillis(100);

    private final int most;
    private final Map<TargetName, Watched> watched = new LinkedHashMap<>();
    private final Map<WatchKey, List<Place>> places = new LinkedHashMap<>();
    private volatile Map<TargetName, SourceFiles> asked = Map.of();
    private WatchService service;
    private Listener told;
    /**
     * The time at which file changes were last handled. If the kernel reports that it lost events, all files that were
     * modified after this time count as changed.
     */
    private Instant handledAt = Instant.EPOCH;

    /**
     * A watched folder, under the path that one target uses for it. Several paths may lead to the same folder; inotify
     * returns the same watch key for all of them.
     */
    private record Place(Watched whose, Path folder) {
    }

    public InotifyWatcher() {
        this(MOST_FOLDERS);
    }

    InotifyWatcher(int most) {
        this.most = most;
    }

    @Override
    public void follow(Map<TargetName, SourceFiles> all, Listener listener) {
        // another thread walks through the folders, since the caller must not wait for the walk
        asked = all;
        OwnThread.begin("source-walk", OwnThread.SMALL_STACK, () -> apply(listener))
                .ifPresent(why -> all.keySet().forEach(name -> listener.faulted(name, unwatched(name, why))));
    }

    private synchronized void apply(Listener listener) {
        told = listener;
        Map<TargetName, SourceFiles> now = asked;
        List.copyOf(watched.values()).stream().filter(one -> !one.files().equals(now.get(one.target())))
                .forEach(this::drop);
        now.forEach((name, files) -> {
            if (!watched.containsKey(name)) {
                begin(new Watched(name, files));
            }
        });
        if (watched.isEmpty()) {
            close();
        }
    }

    private void begin(Watched one) {
        watched.put(one.target(), one);
        try {
            if (service == null) {
                open();
            }
            for (Path root : one.roots()) {
                walk(one, root, file -> {
                });
            }
            told.faulted(one.target(), "");
        } catch (IOException e) {
            refuse(one, words(e));
        }
    }

    private void open() throws IOException {
        service = FileSystems.getDefault().newWatchService();
        WatchService mine = service;
        var unused = OwnThread.begin("source-watch", OwnThread.SMALL_STACK, () -> listen(mine)).map(why -> {
            close();
            throw new UncheckedIOException(new IOException(why));
        });
    }

    /**
     * The reason, in words for people, why inotify refused to watch: inotify_add_watch(2) or inotify_init(2) failed.
     */
    private static String words(IOException e) {
        String said = String.valueOf(e.getMessage());
        return said.contains("inotify watches")
                ? "the system's limit on watched folders is reached (fs.inotify.max_user_watches, see sysctl(8))"
                : said.contains("inotify instances")
                        ? "the system's limit on watchers is reached (fs.inotify.max_user_instances, see sysctl(8))"
                        : said;
    }

    private static String unwatched(TargetName name, String why) {
        return "changes of the files of " + name + " are not seen, and it runs on: " + why
                + "; narrow its watch or add to its watch_ignore, then stop and start it";
    }

    private void refuse(Watched one, String why) {
        forget(one);
        told.faulted(one.target(), unwatched(one.target(), why));
    }

    private void drop(Watched one) {
        forget(one);
        watched.remove(one.target());
    }

    private void forget(Watched one) {
        places.values().forEach(named -> named.removeIf(place -> place.whose() == one));
        cancelUnused();
    }

    private void cancelUnused() {
        places.entrySet().removeIf(entry -> {
            if (entry.getValue().isEmpty()) {
                entry.getKey().cancel();
                return true;
            }
            return false;
        });
    }

    /**
     * Watches a folder and the folders below it that can contain files of the target's patterns, and passes every such
     * file to {@code found}.
     */
    private void walk(Watched one, Path from, Consumer<Path> found) throws IOException {
        Deque<Path> folders = new ArrayDeque<>(List.of(from));
        Set<Object> seen = new HashSet<>();
        while (!folders.isEmpty()) {
            Path folder = folders.pop();
            // a symbolic link may lead back to a folder above the link
            if (!one.needs(folder) || !seen.add(key(folder)) || !register(one, folder)) {
                continue;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    if (Files.isDirectory(entry)) {
                        folders.push(entry);
                    } else if (one.counts(entry)) {
                        found.accept(entry);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                // the folder no longer exists, or the runner may not read it, so changes in it are not reported
            }
        }
    }

    private static Object key(Path folder) {
        try {
            return Objects.requireNonNullElse(Files.readAttributes(folder, BasicFileAttributes.class).fileKey(),
                    folder);
        } catch (IOException e) {
            return folder;
        }
    }

    private boolean register(Watched one, Path folder) throws IOException {
        try {
            if (places.size() >= most) {
                throw new IOException("there are more than " + most + " folders to watch, the last one " + folder);
            }
            WatchKey key = folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            List<Place> named = places.computeIfAbsent(key, fresh -> new ArrayList<>(1));
            Place place = new Place(one, folder);
            if (!named.contains(place)) {
                named.add(place);
            }
            return true;
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
            return false;
        }
    }

    private void listen(WatchService mine) {
        try {
            while (true) {
                OptionalLong wait = untilNext();
                WatchKey key = wait.isEmpty() ? mine.take() : mine.poll(wait.getAsLong(), TimeUnit.NANOSECONDS);
                if (key != null) {
                    handle(key);
                }
                tell();
            }
        } catch (ClosedWatchServiceException e) {
            // another thread is closing the watcher
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized OptionalLong untilNext() {
        long now = System.nanoTime();
        return watched.values().stream().filter(Watched::isPending).mapToLong(one -> Math.max(1, one.dueAt() - now))
                .min();
    }

    private synchronized void tell() {
        long now = System.nanoTime();
        watched.values().stream().filter(one -> one.isPending() && one.dueAt() - now <= 0)
                .forEach(one -> told.changed(one.target(), one.told()));
    }

    private synchronized void handle(WatchKey key) {
        List<WatchEvent<?>> events = key.pollEvents();
        for (Place place : List.copyOf(places.getOrDefault(key, List.of()))) {
            for (WatchEvent<?> event : events) {
                handle(place, event);
            }
        }
        handledAt = Instant.now();
        if (!key.reset()) {
            places.remove(key);
        }
    }

    private void handle(Place place, WatchEvent<?> event) {
        Watched one = place.whose();
        try {
            if (event.kind() == OVERFLOW) {
                walk(one, place.folder(), file -> changedLately(one, file));
                return;
            }
            Path path = place.folder().resolve((Path) event.context());
            if (event.kind() == ENTRY_DELETE) {
                deleted(one, path);
            } else if (!Files.isDirectory(path)) {
                changed(one, path);
            } else if (event.kind() == ENTRY_CREATE) {
                walk(one, path, file -> changed(one, file));
            }
        } catch (IOException e) {
            refuse(one, words(e));
        }
    }

    private void changedLately(Watched one, Path file) {
        try {
            FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
            if (changed.toInstant().isAfter(handledAt.minus(CLOCK_STEP))) {
                changed(one, file);
            }
        } catch (IOException e) {
            // the file, or the folder that contains it, was removed again
        }
    }

    private static void changed(Watched one, Path file) {
        if (one.counts(file)) {
            one.changed(file, System.nanoTime());
        }
    }

    private void deleted(Watched one, Path path) {
        boolean wasFolder = false;
        for (List<Place> named : places.values()) {
            wasFolder |= named.removeIf(place -> place.whose() == one && place.folder().startsWith(path));
        }
        cancelUnused();
        if (wasFolder) {
            one.changed(path, System.nanoTime());
        } else {
            changed(one, path);
        }
    }

    private void close() {
        WatchService mine = service;
        service = null;
        places.clear();
        if (mine != null) {
            try {
                mine.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
