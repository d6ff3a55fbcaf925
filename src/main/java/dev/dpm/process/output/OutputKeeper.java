package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.process.output.OutputNews.Method;

/**
 * Keeps the output of all targets within its limits: each live file that lies in the folder, whoever writes it. Looks
 * when it is told to; from one thread.
 */
public final class OutputKeeper {

    /** Looks between a failure and the next try at that file. */
    private static final int PAUSE = 10;

    private final Path folder;
    private final HeadRemoval removal;
    private final OutputNews news;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private volatile RotationLimits limits;
    private Optional<OptionalLong> unit = Optional.empty();
    private Optional<String> said = Optional.empty();

    public OutputKeeper(Path folder, HeadRemoval removal, RotationLimits limits, OutputNews news) {
        this.folder = folder;
        this.removal = removal;
        this.limits = limits;
        this.news = news;
    }

    /** Other limits from the next look on. */
    public void limit(RotationLimits newLimits) {
        limits = newLimits;
    }

    public RotationLimits limits() {
        return limits;
    }

    /** Looks at every file and rotates those that are too long; what fails is told and tried again ten looks later. */
    public void look() {
        Map<String, String> failures = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + OutputFiles.ENDING)) {
            for (Path file : files) {
                OutputFiles.owner(file).ifPresent(name -> look(name, file)
                        .ifPresent(reason -> failures.put(name, reason)));
            }
        } catch (NoSuchFileException e) {
            watched.clear();
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            failures.put("", "the folder " + folder + " cannot be read: " + words(e));
        }
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

    /** @return why it fails */
    private Optional<String> look(String name, Path file) {
        Watched one = watched.computeIfAbsent(name, key -> new Watched(new OutputFiles(file)));
        if (one.pause > 0) {
            one.pause--;
            return one.failure;
        }
        try {
            one.check(name);
            one.failure = Optional.empty();
        } catch (NoSuchFileException e) {
            // deleted or moved away by somebody between two looks: there is nothing to rotate
            watched.remove(name);
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

    private OptionalLong unit() throws IOException {
        if (unit.isEmpty()) {
            unit = Optional.of(removal.unit(folder));
            if (unit.get().isEmpty()) {
                news.emptiesOnly("the file system of " + folder + " cannot remove the head of a file; output is "
                        + "rotated by copying and truncating, and what a target writes in that instant is lost");
            }
        }
        return unit.get();
    }

    /** One live file. */
    private final class Watched {
        private final OutputFiles files;
        private final OutputRotation rotation;
        private boolean isRecovered;
        private long size;
        private int pause;
        private Optional<String> failure = Optional.empty();

        Watched(OutputFiles files) {
            this.files = files;
            this.rotation = new OutputRotation(files, removal);
        }

        void check(String name) throws IOException {
            BasicFileAttributes now = Files.readAttributes(files.live(), BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            if (!now.isRegularFile()) {
                return;
            }
            if (!isRecovered) {
                rotation.recover();
                isRecovered = true;
                now = Files.readAttributes(files.live(), BasicFileAttributes.class);
                size = now.size();
            }
            long growth = Math.max(0, now.size() - size);
            size = now.size();
            if (size + growth > limits.maxBytes()) {
                rotate(name, growth);
            }
        }

        private void rotate(String name, long growth) throws IOException {
            RotationLimits now = limits;
            OptionalLong step = unit();
            Optional<RotationPlan> plan = step.isPresent()
                    ? RotationPlan.removing(size, step.getAsLong(), now)
                    : RotationPlan.emptying(size, growth, now);
            if (plan.isPresent()) {
                rotation.rotate(plan.get(), now.keep(), step);
                size -= plan.get().cut();
                news.rotated(name, step.isPresent() ? Method.REMOVE : Method.EMPTY, plan.get().dropped());
            }
        }
    }
}
