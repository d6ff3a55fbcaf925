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
 * The event journal of a home folder: {@code events.jsonl}, rotated to {@code events.jsonl.1} …. Appending never waits for the
 * disk; refused lines wait in memory. One thread appends, any thread reads.
 */
public final class EventJournal implements Journal, AutoCloseable {

    /** The size in bytes at which a file is rotated by default. */
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
     * Opens the journal of a folder and continues its numbers.
     *
     * @throws NewerSchema a later version wrote it; nothing was changed
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
            // the writing thread reports the same I/O error
            return List.of();
        }
    }

    /** Why the journal cannot be written; empty: it can. */
    public Optional<String> fault() {
        return writer.flatMap(LineWriter::fault);
    }

    /** The number of lost events, which the disk refused too long. */
    public long dropped() {
        return writer.map(LineWriter::dropped).orElse(0L);
    }

    /** A sentence for each fault that was found in the files at the start. */
    public List<String> findings() {
        return findings;
    }

    /** The earlier runner, if it did not record its end; empty: it did. */
    public Optional<FormerRunner> lost() {
        return lost;
    }

    /**
     * The newest events that earlier runners wrote, oldest first.
     *
     * @param limit the largest number of events
     */
    public List<Written> former(int limit) {
        return read(new Filter(Optional.empty(), 0, former + 1, Optional.empty(), event -> true), limit);
    }

    /** Deletes rotated files whose last event is too old. */
    public void trim(Duration retention) throws IOException {
        if (file.isPresent()) {
            file.get().trim(clock.instant().minus(retention));
        }
    }

    /** Writes what is left, for at most 2 s. Later events stay in memory. */
    @Override
    public void close() throws IOException {
        writer.ifPresent(LineWriter::close);
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
