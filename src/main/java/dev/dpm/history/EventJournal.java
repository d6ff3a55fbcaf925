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
 * The event journal of a home folder: {@code events.jsonl}, rotated to {@code events.jsonl.1} and so on. Appending an event
 * never waits for the disk: an event that the disk refuses waits in memory. One thread appends events, any thread reads them.
 */
public final class EventJournal implements Journal, AutoCloseable {

    /** The default size in bytes at which the file of the journal is rotated. */
    public static final long DEFAULT_MAX_BYTES = 4L << 20;
    public static final int DEFAULT_KEEP = 4;

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
    /** The sequence number of the newest event that an earlier runner wrote; 0: there is none. */
    private final long former;
    private long sequence;

    /** Opens the journal of a folder, with 4 MiB for each file and 4 rotated files. */
    public EventJournal(Path folder, Clock clock) {
        this(folder, clock, DEFAULT_MAX_BYTES, DEFAULT_KEEP);
    }

    /**
     * Opens the journal of a folder. Its sequence numbers continue from the newest event.
     * @param maxBytes the size at which the file is rotated
     * @param keep the number of rotated files
     * @throws NewerSchema if a later version of the runner wrote the journal; nothing was changed
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
        this.former = replay.lines().isEmpty() ? 0 : replay.lines().get(replay.lines().size() - 1).sequence();
        this.sequence = former;
    }

    private EventJournal(Clock clock) {
        this.clock = clock;
        this.file = Optional.empty();
        this.writer = Optional.empty();
        this.findings = List.of();
        this.lost = Optional.empty();
        this.former = 0;
    }

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
    public List<Written> read(Filter wanted, int limit) {
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
            // the error is not reported here, since the writing thread reports the same one
            return List.of();
        }
    }

    /** Why events cannot be written to disk; empty: they can be written. */
    public Optional<String> fault() {
        return writer.flatMap(LineWriter::fault);
    }

    /** The number of lost events. An event is lost if the disk refuses it for too long. */
    public long dropped() {
        return writer.map(LineWriter::dropped).orElse(0L);
    }

    /** A sentence for each fault that was found in the journal's files at the start. */
    public List<String> findings() {
        return findings;
    }

    /** The earlier runner, if it did not record its end in the journal. Empty: it did, or there is none. */
    public Optional<FormerRunner> lost() {
        return lost;
    }

    /**
     * The newest events that earlier runners wrote, oldest first.
     * @param limit the largest number of events
     */
    public List<Written> former(int limit) {
        return read(new Filter(Optional.empty(), 0, former + 1, Optional.empty(), event -> true), limit);
    }

    /** Deletes those rotated files of the journal whose last event is older than the retention time. */
    public void trim(Duration retention) throws IOException {
        if (file.isPresent()) {
            file.get().trim(clock.instant().minus(retention));
        }
    }

    /** Writes the events that wait in memory, for at most 2 s. Later events stay in memory. */
    @Override
    public void close() throws IOException {
        writer.ifPresent(LineWriter::close);
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
