package dev.dpm.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.dpm.config.RunnerSpec;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.EventType;
import dev.dpm.event.Journal;
import dev.dpm.process.NativePaths;
import dev.dpm.process.OpenFiles;
import dev.dpm.process.TargetName;
import dev.dpm.process.local.OwnProcess;
import dev.dpm.process.output.LiveFile;
import dev.dpm.process.output.OutputLines;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.LatestView;
import dev.dpm.view.MachineView;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;
import dev.dpm.view.PreflightLine;
import dev.dpm.view.RunnerDetails;
import dev.dpm.view.RunnerView;

/** Reads details about targets from the disk and from {@code /proc} when a client requests them. */
final class DetailReader {

    private final RuntimeDirectory home;
    /**
     * The number of newest TargetRunning events that are searched. A client asks once a second, and fewer such events happen in
     * a second.
     */
    private static final int MOST_LIVES = 100;
    /** The usual number of events from one launch of a target to the next. */
    private static final int EVENTS_OF_LIFE = 4;

    private final Journal journal;
    private final OwnProcess own = new OwnProcess();
    private final MachineReader machine;

    DetailReader(RuntimeDirectory home, Journal journal) {
        this.home = home;
        this.journal = journal;
        this.machine = new MachineReader(home, () -> Duration.ofNanos(System.nanoTime()));
    }

    List<EventView> events(EventQuery query) {
        return JournalViews.of(journal.read(JournalViews.wanted(query), query.limit()));
    }

    boolean cameUp(String name, long incarnation) {
        return newest(name).stream().filter(event -> event.type().equals(EventType.TARGET_RUNNING.word()))
                .anyMatch(event -> OrderedEnd.isOf(event, incarnation));
    }

    boolean endedByOrder(String name, long incarnation) {
        return OrderedEnd.of(newest(name), incarnation);
    }

    private List<EventView> newest(String name) {
        return events(new EventQuery(Optional.of(name), 0, Long.MAX_VALUE, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), MOST_LIVES * EVENTS_OF_LIFE));
    }

    LatestView latest() {
        Journal.Latest latest = journal.latest();
        return new LatestView(latest.newest().map(JournalViews::of), latest.byTarget().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> JournalViews.of(one.getValue()))));
    }

    OutputPage output(String name, OutputQuery query) {
        Predicate<String> wanted = query.text().map(DetailReader::containing).orElse(line -> true);
        try {
            OutputLines lines = new OutputLines(home.targetLog(name));
            OutputLines.Page page = switch (query.direction()) {
                case FROM -> lines.from(query.place(), query.lines(), wanted);
                case BEFORE -> lines.before(query.place(), query.lines(), wanted);
                case LAST -> lines.last(query.lines(), wanted);
            };
            return new OutputPage(page.oldest(), page.newest(), page.from(), page.to(), page.lines().stream()
                    .map(line -> new OutputPage.Line(line.at(), line.text(), line.cut())).toList(),
                    page.from() <= page.oldest(), page.atEnd());
        } catch (IOException e) {
            throw new UncheckedIOException("the output of " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Predicate<String> containing(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return line -> line.toLowerCase(Locale.ROOT).contains(lower);
    }

    List<String> lastWords(String name, int lines) {
        return lastWords(name, lines, 0);
    }

    /**
     * The last lines of a target's output after a position.
     * @param from a position that {@link #outputEnd} returned
     */
    List<String> lastWords(String name, int lines, long from) {
        try {
            return LastWords.of(output(name, OutputQuery.last(lines)).from(from), lines);
        } catch (UncheckedIOException e) {
            return List.of("(" + e.getMessage() + ")");
        }
    }

    long outputEnd(String name) {
        try {
            return output(name, OutputQuery.last(1)).newest();
        } catch (UncheckedIOException unreadable) {
            return 0;
        }
    }

    /** A value that changes with each change of the target's output file. */
    Object outputState(String name) {
        try {
            BasicFileAttributes live = Files.readAttributes(LiveFile.of(home.targetLog(name)),
                    BasicFileAttributes.class);
            return live.size() + "@" + live.lastModifiedTime().toMillis();
        } catch (IOException e) {
            return "not there";
        }
    }

    void copyOutput(String name, OutputStream to) throws IOException {
        if (TargetName.isValid(name)) {
            new OutputLines(home.targetLog(name)).copy(to);
        }
    }

    MachineView machine() {
        return machine.now();
    }

    RunnerDetails runner(RunnerView runner, RunnerFacts facts, long turns, RunnerSpec spec,
            List<PreflightLine> preflight) {
        Runtime java = Runtime.getRuntime();
        return new RunnerDetails(runner,
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.version"), facts.wallNow().minus(facts.now()), turns, own.anonymousBytes(),
                java.totalMemory() - java.freeMemory(), java.maxMemory(), own.threads(), own.descriptors(),
                OpenFiles.of("self").map(OpenFiles::soft), own.cpu().map(DetailReader::seconds),
                spec.configFile().map(NativePaths::shown), HomeFacts.disk(home), preflight);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
