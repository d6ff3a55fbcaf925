package dev.dpm.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.Event;
import dev.dpm.event.Journal;
import dev.dpm.event.Recorded;
import dev.dpm.log.DiskTrouble;
import dev.dpm.log.LineWriter;
import dev.dpm.log.RotatingFile;
import dev.dpm.process.WallTime;

/**
 * The event journal in a runner's home folder: {@code events.jsonl}, one JSON object per line, rotated to {@code
 * events.jsonl.1} …
 *
 * <p> The newest 2,000 events are also in memory. Appending never waits for the disk: if the disk refuses a write, up
 * to 10,000 lines wait in memory, and a thread retries the write every second. One thread appends; any thread may read.
 * Events that are no longer in memory are read from the files in blocks, by one reader at a time.
 */
public final class EventJournal implements Journal, AutoCloseable {

    /** The size in bytes at which a file of the journal is rotated, unless the settings give another size. */
    public static final long DEFAULT_MAX_BYTES = 4L << 20;
    /** The number of rotated journal files that are stored, unless the settings give another number. */
    public static final int DEFAULT_KEEP = 4;

    /** The name of the journal's newest file in its folder. */
    static final String FILE = "events.jsonl";
    private static final int MOST_WAITING = 10_000;

    private final Clock clock;
    private final Optional<RotatingFile> file;
    private final Optional<LineWriter<Recorded>> writer;
    private final EventRing ring = new EventRing();
    private final LatestEvents latest = new LatestEvents();
    private final JournalFiles files = new JournalFiles();
    private final List<String> findings;
    private final Optional<FormerRunner> lost;
    private long sequence;

    /** Opens the event journal of a folder with 4 MiB per file and 4 rotated files. */
    public EventJournal(Path folder, Clock clock) {
        this(folder, clock, DEFAULT_MAX_BYTES, DEFAULT_KEEP);
    }

    /**
     * Opens the journal in a folder and continues its sequence numbers. The first event creates the folder.
     *
     * @throws NewerSchema if a later version wrote the journal; nothing was changed then
     */
    public EventJournal(Path folder, Clock clock, long maxBytes, int keep) {
        this.clock = clock;
        RotatingFile events = new RotatingFile(folder.resolve(FILE), maxBytes, keep);
        this.file = Optional.of(events);
        this.writer = Optional
                .of(new LineWriter<>(events.path().toString(), lines -> write(events, lines), MOST_WAITING));
        JournalReplay replay = replay(events);
        this.findings = replay.findings();
        this.lost = FormerRunner.lost(replay.lines());
        ring.fill(replay.lines());
        latest.fill(EventRing.newest(replay.lines()));
        this.sequence = replay.lines().isEmpty() ? 0 : replay.lines().get(replay.lines().size() - 1).sequence();
    }

    private EventJournal(Clock clock) {
        this.clock = clock;
        this.file = Optional.empty();
        this.writer = Optional.empty();
        this.findings = List.of();
        this.lost = Optional.empty();
    }

    /**
     * A journal that has no files and stores events in memory only, for {@code run} when the runner's home folder
     * cannot be written.
     */
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
    public Recorded append(Event event) {
        return append(event, Optional.empty(), WallTime.of(clock.instant()));
    }

    @Override
    public synchronized Recorded append(Event event, Optional<String> incident, WallTime at) {
        sequence++;
        Recorded recorded = new Recorded(sequence, at.instant(), event, incident);
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
            // the events in memory are returned; the writing thread gets the same I/O error and reports it
            return List.of();
        }
    }

    /** A sentence that says why the journal cannot be written at present; empty if the journal can be written. */
    public Optional<String> fault() {
        return writer.flatMap(LineWriter::fault);
    }

    /** The number of events that were lost, because the disk refused writes until too many events waited in memory. */
    public long dropped() {
        return writer.map(LineWriter::dropped).orElse(0L);
    }

    /**
     * A sentence for each fault that was found in the journal's files when the journal was opened. Each sentence also
     * says what the runner did about the fault.
     */
    public List<String> findings() {
        return findings;
    }

    /**
     * The earlier runner that wrote this journal, if it recorded no end of its own; empty if that runner ended in an
     * orderly way.
     */
    public Optional<FormerRunner> lost() {
        return lost;
    }

    /** Deletes the journal's rotated files whose last event is older than the retention time. */
    public void trim(Duration retention) throws IOException {
        if (file.isPresent()) {
            file.get().trim(clock.instant().minus(retention));
        }
    }

    /**
     * Writes the events that are not on the disk yet, for at most 2 s. Afterwards events can still be read, but new
     * events are stored in memory only.
     */
    @Override
    public void close() throws IOException {
        writer.ifPresent(LineWriter::close);
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
