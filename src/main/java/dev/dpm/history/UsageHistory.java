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

/**
 * CPU and memory of all targets over time, in files of constant size. Adding a sample never waits for the disk; {@link #flush}
 * writes the samples.
 */
public final class UsageHistory {

    private final Optional<Path> folder;
    private final Clock clock;
    private final Consumer<String> findings;
    private final Map<String, TargetUsage> targets = new ConcurrentHashMap<>();

    /**
     * Makes the usage history of a runner.
     * @param folder the folder of the files; empty: all samples stay in memory
     * @param findings receives a sentence for each damaged file
     */
    public UsageHistory(Optional<Path> folder, Clock clock, Consumer<String> findings) {
        this.folder = folder;
        this.clock = clock;
        this.findings = findings;
    }

    /**
     * CPU in percent of one core and memory in bytes, in one step of time. NaN: not measured.
     * @param end the end of the step
     */
    public record Point(Instant end, double cpuAverage, double cpuMaximum, double memoryAverage,
            double memoryMaximum) {
    }

    /**
     * CPU and memory of a target in steps of equal length.
     * @param points oldest first
     */
    public record Points(Duration step, List<Point> points) {

        public Points {
            points = List.copyOf(points);
        }
    }

    /**
     * Adds a sample of a target.
     * @param at the time on the runner's monotonic clock
     * @param every the sampling interval
     * @param cpu in percent of one core
     * @param memory in bytes
     */
    public void add(TargetName target, Duration at, Duration every, OptionalDouble cpu, double memory) {
        of(target).memory().add(at, clock.millis() / 1000, every, cpu.orElse(Double.NaN), memory);
    }

    private TargetUsage of(TargetName target) {
        return targets.computeIfAbsent(target.value(), name -> new TargetUsage(
                folder.map(where -> new UsageFiles(where, name, clock, findings)), clock));
    }

    /**
     * The last 60 samples of a target. The first call reads the samples of an earlier runner from the target's files. Later
     * calls read no file.
     */
    public Points recent(TargetName target) {
        TargetUsage usage = of(target);
        List<UsageSample> samples;
        try {
            samples = usage.recent();
        } catch (IOException | NewerSchema unreadable) {
            // the files cannot be read, but samples in memory can still be shown
            samples = usage.memory().recent();
        }
        return Recent.of(samples, usage.memory().interval(), clock.millis() / 1000);
    }

    /**
     * CPU and memory of a target up to the present. If the target has no sample, there are no points.
     * @param length how far the usage goes back
     * @param step a second, a minute or a quarter of an hour
     * @throws IOException with a sentence, if the files cannot be read
     */
    public Points last(TargetName target, Duration length, Duration step) throws IOException {
        TargetUsage usage = of(target);
        // the newest sample may be slightly later than the wall clock
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
     * Writes new samples of all targets to the disk.
     * @return a sentence that says why a write failed; empty: all samples are written
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

    /**
     * Removes from memory the samples of targets that no longer exist. The files of such targets are deleted after the
     * retention time.
     */
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

    /** The name of the target to which a file belongs. Empty text: it is no usage file. */
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
