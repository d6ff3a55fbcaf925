package dev.dpm.history;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.dpm.log.DiskTrouble;
import dev.dpm.process.TargetName;

/** The usage of all targets in files of constant size. Adding never waits; {@link #flush} writes. */
public final class UsageHistory {

    private final Optional<Path> folder;
    private final Clock clock;
    private final Consumer<String> findings;
    private final Map<String, TargetUsage> targets = new ConcurrentHashMap<>();

    /**
     * Makes an instance.
     *
     * @param folder empty: all stays in memory
     * @param findings receives a sentence for each damaged file
     */
    public UsageHistory(Optional<Path> folder, Clock clock, Consumer<String> findings) {
        this.folder = folder;
        this.clock = clock;
        this.findings = findings;
    }

    /**
     * A step; NaN: not measured.
     *
     * @param end its end
     */
    public record Point(Instant end, double cpuAverage, double cpuMaximum, double memoryAverage,
            double memoryMaximum) {
    }

    /**
     * Usage in equal steps.
     *
     * @param points oldest first
     */
    public record Points(Duration step, List<Point> points) {

        public Points {
            points = List.copyOf(points);
        }
    }

    /**
     * Adds a sample.
     *
     * @param at on the runner's monotonic clock
     * @param every the sampling interval
     * @param cpu percent of one core
     * @param memory bytes
     */
    public void add(TargetName target, Duration at, Duration every, OptionalDouble cpu, double memory) {
        of(target).memory().add(at, clock.millis() / 1000, every, cpu.orElse(Double.NaN), memory);
    }

    private TargetUsage of(TargetName target) {
        return targets.computeIfAbsent(target.value(), name -> new TargetUsage(
                folder.map(where -> new UsageFiles(where, name, clock, findings)), clock));
    }

    /** The last 60 samples, from memory after the first call. */
    public Points recent(TargetName target) {
        TargetUsage usage = of(target);
        List<UsageSample> samples;
        try {
            samples = usage.recent();
        } catch (IOException | NewerSchema unreadable) {
            // samples in memory can still be shown
            samples = usage.memory().recent();
        }
        return Recent.of(samples, usage.memory().interval(), clock.millis() / 1000);
    }

    /**
     * The usage up to now; no points: there is no sample.
     *
     * @param step a second, a minute or a quarter of an hour
     * @throws IOException a sentence
     */
    public Points last(TargetName target, Duration length, Duration step) throws IOException {
        TargetUsage usage = of(target);
        // a sample may be slightly ahead
        long now = Math.max(clock.millis() / 1000, usage.memory().newest());
        try {
            return new Points(step, usage.slices(now - length.toSeconds(), now, (int) step.toSeconds()).stream()
                    .map(slice -> new Point(Instant.ofEpochSecond(slice.second()), slice.cpuAverage(),
                            slice.cpuMaximum(), slice.memoryAverage(), slice.memoryMaximum()))
                    .toList());
        } catch (NewerSchema e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The usual time between two samples of a target. */
    public Duration interval(TargetName target) {
        return Duration.ofSeconds(of(target).memory().interval());
    }

    /**
     * Writes new samples.
     *
     * @return a sentence that says what is wrong; empty: nothing
     */
    public Optional<String> flush() {
        Optional<String> trouble = Optional.empty();
        for (Map.Entry<String, TargetUsage> target : targets.entrySet()) {
            try {
                target.getValue().flush();
            } catch (IOException e) {
                trouble = Optional.of("what targets use cannot be written to " + folder.orElseThrow() + ": "
                        + DiskTrouble.words(e) + "; the last hour is kept in memory, and written when it can be");
            } catch (NewerSchema | IllegalArgumentException e) {
                trouble = Optional.of("what " + target.getKey() + " uses is kept in memory only: " + e.getMessage());
            }
        }
        return trouble;
    }

    public void forget(TargetName target) {
        of(target).forget();
    }

    /** Drops usage of unknown targets, and deletes their files after the retention time. */
    public void trim(Predicate<String> isKnown, Duration retention) throws IOException {
        targets.keySet().removeIf(name -> !isKnown.test(name));
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return;
        }
        Instant oldest = clock.instant().minus(retention);
        List<Path> old = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get())) {
            for (Path file : files) {
                if (!isKnown.test(owner(file)) && Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    old.add(file);
                }
            }
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }

    /** The target of a file; empty text: none. */
    private static String owner(Path file) {
        String name = file.getFileName().toString();
        for (String ending : List.of(UsageFiles.LINES, UsageFiles.ARCHIVES)) {
            if (name.endsWith(ending) && !name.startsWith(".")) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return "";
    }
}
