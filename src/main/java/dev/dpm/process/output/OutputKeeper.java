package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.dpm.process.output.OutputNews.Method;

/** Rotates the log of each target when it is too long. For use by one thread, which calls {@link #look} regularly. */
public final class OutputKeeper {

    /** The number of calls of {@link #look} after a failed rotation until the rotation is tried again. */
    private static final int PAUSE = 10;

    private final OutputFolders folders;
    private final Path folder;
    private final Function<String, Path> place;
    private final HeadRemoval removal;
    private final Writers writers;
    private final OutputNews news;
    private final UnchangedFolder quiet;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private volatile OutputLimits limits;
    private Optional<OutputLimits> lookedWith = Optional.empty();
    private Set<String> lookedFor = Set.of();
    /**
     * The unit of {@link HeadRemoval#unit} for each folder, in bytes; empty if the head of a file cannot be removed
     * there.
     */
    private final Map<Path, OptionalLong> units = new HashMap<>();
    private Optional<String> said = Optional.empty();

    /** Makes a keeper for the folder that contains the output of all targets. */
    public OutputKeeper(Path folder, HeadRemoval removal, RotationLimits limits, Writers writers, OutputNews news) {
        this(OutputFolders.unkept(folder), removal, limits, writers, news,
                name -> folder.resolve(name + OutputFiles.ENDING));
    }

    /**
     * Creates an object that rotates the logs of all targets.
     *
     * @param place returns the path of the log with this name; the target's settings may place its log in another folder
     */
    public OutputKeeper(OutputFolders folders, HeadRemoval removal, RotationLimits limits, Writers writers,
            OutputNews news, Function<String, Path> place) {
        this.folders = folders;
        this.folder = folders.folder();
        this.place = place;
        this.removal = removal;
        this.writers = writers;
        this.limits = OutputLimits.ofAll(limits);
        this.news = news;
        this.quiet = new UnchangedFolder(folder);
    }

    public void limit(OutputLimits newLimits) {
        limits = newLimits;
    }

    public OutputLimits limits() {
        return limits;
    }

    /**
     * Examines every log, and rotates those that are too long. A failed rotation is reported, and tried again ten calls
     * later.
     */
    public void look() {
        Set<String> writing = writers.logs();
        OutputLimits now = limits;
        if (quiet.isStill() && lookedWith.filter(now::equals).isPresent() && writing.equals(lookedFor)) {
            return;
        }
        lookedWith = Optional.of(now);
        lookedFor = writing;
        long stamp = quiet.stamp();
        lookAtAll();
        List<Watched> all = List.copyOf(watched.values());
        if (said.isEmpty() && all.stream().allMatch(Watched::isSettled)) {
            quiet.remember(stamp, all.stream().map(Watched::path).toList(),
                    all.stream().map(one -> one.size).toList());
        } else {
            quiet.forget();
        }
    }

    private void lookAtAll() {
        folders.note();
        Map<String, String> failures = new TreeMap<>();
        Map<String, Path> live = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + OutputFiles.ENDING)) {
            for (Path file : files) {
                OutputFiles.owner(file).ifPresent(name -> live.put(name, place.apply(name)));
            }
        } catch (NoSuchFileException e) {
            // no target has written output yet, or the folder was removed
            live.clear();
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            failures.put("", "the folder " + folder + " cannot be read: " + words(e));
        }
        // the name of a log may have been removed before the first examination, while its target goes on writing
        writers.logs().forEach(name -> live.putIfAbsent(name, place.apply(name)));
        // the name of a log may have been removed since the last examination
        watched.keySet().forEach(name -> live.putIfAbsent(name, place.apply(name)));
        live.forEach((name, file) -> look(name, file).ifPresent(reason -> failures.put(name, reason)));
        tell(failures.values().stream().findFirst().map(first -> first + others(failures)));
    }

    private static String others(Map<String, String> failures) {
        return failures.size() == 1
                ? ""
                : "; there is trouble with "
                        + String.join(", ", failures.keySet().stream().skip(1).toList()) + " too";
    }

    private void tell(Optional<String> failure) {
        if (!failure.equals(said)) {
            news.troubled(failure);
        }
        said = failure;
    }

    private Optional<String> look(String name, Path file) {
        Watched one = watched.compute(name,
                (key, known) -> known == null || !known.path.equals(file) ? new Watched(file) : known);
        if (one.pause > 0) {
            one.pause--;
            return one.failure;
        }
        try {
            one.failure = Optional.empty();
            if (!one.check(name, file)) {
                watched.remove(name);
            }
        } catch (NoSuchFileException e) {
            // the log was moved meanwhile; the next examination finds it
            return one.failure;
        } catch (LiveFileTracker.OutOfReach e) {
            one.failure = Optional.of(e.getMessage());
            one.pause = PAUSE;
        } catch (IOException | RuntimeException e) {
            one.failure = Optional.of("the output of " + name + " cannot be rotated: " + words(e)
                    + "; nothing of it is lost, trying again");
            one.pause = PAUSE;
            one.isRecovered = false;
        }
        return one.failure;
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private OptionalLong unit(Path of) throws IOException {
        OptionalLong unit = units.get(of);
        if (unit == null) {
            unit = removal.unit(of);
            units.put(of, unit);
            if (unit.isEmpty()) {
                news.emptiesOnly("the file system of " + of + " cannot remove the head of a file; output is "
                        + "rotated by copying and truncating, and what a target writes in that instant is lost");
            }
        }
        return unit;
    }

    private final class Watched {
        private final Path path;
        private Optional<LiveFileTracker> tracker = Optional.empty();
        private boolean isRecovered;
        private long size;
        private int pause;
        private Optional<String> failure = Optional.empty();

        Watched(Path path) {
            this.path = path;
        }

        Path path() {
            return path;
        }

        /** Whether the log need not be examined until it grows. */
        boolean isSettled() {
            return isRecovered && pause == 0 && failure.isEmpty()
                    && tracker.filter(LiveFileTracker::isByName).isPresent();
        }

        boolean check(String name, Path file) throws IOException {
            if (tracker.isEmpty()) {
                tracker = Optional
                        .of(new LiveFileTracker(name, file.toAbsolutePath(), folders, writers, news));
            }
            LiveFileTracker where = tracker.get();
            if (where.look()) {
                isRecovered = false;
            }
            Optional<OutputFiles> files = where.hasNoFile() ? Optional.empty() : where.files();
            if (files.isPresent()) {
                check(name, files.get());
            }
            return !where.hasNoFile() || Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        }

        private void check(String name, OutputFiles files) throws IOException {
            OutputRotation rotation = new OutputRotation(files, removal);
            long now = Files.size(files.live());
            if (!isRecovered) {
                rotation.recover();
                isRecovered = true;
                now = Files.size(files.live());
                size = now;
            }
            long growth = Math.max(0, now - size);
            size = now;
            if (size + growth > limits.of(name).maxBytes()) {
                rotate(name, rotation, growth);
            }
        }

        private void rotate(String name, OutputRotation rotation, long growth) throws IOException {
            RotationLimits now = limits.of(name);
            OptionalLong step = unit(path.getParent());
            Optional<RotationPlan> plan = step.isPresent()
                    ? RotationPlan.removing(size, step.getAsLong(), now)
                    : RotationPlan.emptying(size, growth, now);
            if (plan.isPresent()) {
                long young = rotation.rotate(plan.get(), now.keep(), step) + plan.get().dropped();
                size -= plan.get().cut();
                news.rotated(name, step.isPresent() ? Method.REMOVE : Method.EMPTY, plan.get().dropped());
                if (young > 0 && now.keep() > 0) {
                    news.flooded(name, young, (now.keep() + 1) * now.maxBytes());
                }
            }
        }
    }
}
