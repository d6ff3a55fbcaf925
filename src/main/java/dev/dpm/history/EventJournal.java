package dev.dpm.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.Event;
import dev.dpm.event.Journal;
import dev.dpm.event.Recorded;
import dev.dpm.log.DiskTrouble;
import dev.dpm.log.LineWriter;
import dev.dpm.log.RotatingFile;

/**
 * The journal of a home: {@code events.jsonl}, one JSON object a line, rotated to {@code events.jsonl.1} …
 *
 * <p>
 * The newest 2,000 events are also in memory. Appending never waits for the disk; where the disk refuses, up to 10,000
 * lines wait for it, tried again every second. Events are appended from one thread and read from any; what is no longer
 * in memory is read from the files in blocks, for one reader at a time.
 */
public final class EventJournal implements Journal, AutoCloseable {

    /** Of one file, bytes. */
    public static final long DEFAULT_MAX_BYTES = 4L << 20;
    /** Rotated files. */
    public static final int DEFAULT_KEEP = 4;

    private static final int MOST_WAITING = 10_000;

    private final Clock clock;
    private final Optional<RotatingFile> file;
    private final Optional<LineWriter<Recorded>> writer;
    private final EventRing ring = new EventRing();
    private final LatestEvents latest = new LatestEvents();
    private final JournalFiles files = new JournalFiles();
    private final List<String> findings;
    private long sequence;

    /** With 4 MiB a file and 4 rotated ones. */
    public EventJournal(Path folder, Clock clock) {
        this(folder, clock, DEFAULT_MAX_BYTES, DEFAULT_KEEP);
    }

    /**
     * Opens the journal of a folder and carries on with its sequence; the folder is made with the first event.
     *
     * @throws NewerSchema where a later version wrote it; then nothing was touched
     */
    public EventJournal(Path folder, Clock clock, long maxBytes, int keep) {
        this.clock = clock;
        RotatingFile events = new RotatingFile(folder.resolve("events.jsonl"), maxBytes, keep);
        this.file = Optional.of(events);
        this.writer = Optional
                .of(new LineWriter<>(events.path().toString(), lines -> write(events, lines), MOST_WAITING));
        JournalReplay replay = replay(events);
        this.findings = replay.findings();
        ring.fill(replay.lines());
        latest.fill(EventRing.newest(replay.lines()));
        this.sequence = replay.lines().isEmpty() ? 0 : replay.lines().get(replay.lines().size() - 1).sequence();
    }

    private EventJournal(Clock clock) {
        this.clock = clock;
        this.file = Optional.empty();
        this.writer = Optional.empty();
        this.findings = List.of();
    }

    /** A journal that nobody reads after this runner: for {@code run} where the home cannot be written. */
    public static EventJournal inMemory(Clock clock) {
        return new EventJournal(clock);
    }

    private JournalReplay replay(RotatingFile events) {
        try {
            return JournalReplay.of(events.generations(), clock);
        } catch (IOException e) {
            return new JournalReplay(List.of(),
                    List.of(events.path() + " cannot be looked at: " + DiskTrouble.words(e)));
        }
    }

    private static int write(RotatingFile events, List<Recorded> lines) throws IOException {
        return events.append(lines.stream()
                .map(recorded -> (JournalLine.render(recorded) + "\n").getBytes(StandardCharsets.UTF_8)).toList());
    }

    @Override
    public synchronized Recorded append(Event event, Optional<String> incident) {
        sequence++;
        Recorded recorded = new Recorded(sequence, clock.instant().truncatedTo(ChronoUnit.MILLIS), event,
                incident);
        ring.add(recorded);
        latest.add(recorded);
        writer.ifPresent(lines -> lines.offer(recorded));
        return recorded;
    }

    @Override
    public List<Written> read(Wanted wanted, int limit) {
        JournalSearch search = new JournalSearch(wanted, limit);
        ring.search(search, wanted.after());
        long oldest = ring.oldest();
        if (!search.isOver() && oldest - 1 > wanted.after() && file.isPresent()) {
            search.goOnBelow(oldest);
            files.search(generations(), search);
        }
        return search.oldestFirst();
    }

    @Override
    public Latest latest() {
        return latest.now();
    }

    private List<Path> generations() {
        try {
            return file.get().generations();
        } catch (IOException e) {
            // what the ring has is what can be shown; the writer meets the same trouble and reports it
            return List.of();
        }
    }

    /** What is wrong with writing now, a sentence; empty when all is well. */
    public Optional<String> fault() {
        return writer.flatMap(LineWriter::fault);
    }

    /** How many events never reached the disk because it refused for too long. */
    public long dropped() {
        return writer.map(LineWriter::dropped).orElse(0L);
    }

    /** What was not as it should be when the journal was opened, and what was done about it: a sentence each. */
    public List<String> findings() {
        return findings;
    }

    /** Deletes rotated files whose last event is older than the retention. */
    public void trim(Duration retention) throws IOException {
        if (file.isPresent()) {
            file.get().trim(clock.instant().minus(retention));
        }
    }

    /** Writes what waits, within 2 s. Reading goes on to work; what is appended later stays in memory. */
    @Override
    public void close() throws IOException {
        writer.ifPresent(LineWriter::close);
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
