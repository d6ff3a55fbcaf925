package dev.dpm.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.RunnerSpec.LogLevel;
import dev.dpm.event.Event;
import dev.dpm.event.EventWords;
import dev.dpm.event.Recorded;
import dev.dpm.event.Severity;
import dev.dpm.process.Incarnation;
import dev.dpm.sampling.Usage;

/**
 * The runner's own log. No caller waits for the disk: lines that it refuses wait in memory (see {@link LineWriter}).
 * Thread-safe.
 */
public final class RunnerLog implements AutoCloseable {

    private static final int MOST_WAITING = 5_000;

    private final Optional<RotatingFile> file;
    private final Clock clock;
    private final LineWriter<LogLine> writer;
    private final LogWiring wiring = new LogWiring(new LogHandler(this::take));
    private final LineWriter.Sink<byte[]> sink;
    private volatile RunnerSpec spec;
    private volatile Layout layout;
    private long droppedSaid;

    private RunnerLog(String what, Optional<RotatingFile> file, LineWriter.Sink<byte[]> sink, RunnerSpec spec,
            Clock clock) {
        this.file = file;
        this.sink = sink;
        this.clock = clock;
        this.writer = new LineWriter<>(what, this::render, MOST_WAITING);
        follow(spec);
    }

    /** Creates a log that writes to a file (mode 0600). The file is opened for the first line. */
    public static RunnerLog toFile(Path path, RunnerSpec spec, Clock clock) {
        RotatingFile file = new RotatingFile(path, spec.logMaxSize(), spec.logKeep());
        return new RunnerLog(path.toString(), Optional.of(file), file::append, spec, clock);
    }

    /**
     * Creates a log that writes to a stream.
     * @param what the name of the stream, such as {@code stderr}
     * @param out a stream that throws an exception if it cannot write, unlike {@link java.io.PrintStream}
     */
    public static RunnerLog toStream(String what, OutputStream out, RunnerSpec spec, Clock clock) {
        return new RunnerLog(what, Optional.empty(), lines -> {
            for (byte[] line : lines) {
                out.write(line);
            }
            out.flush();
            return lines.size();
        }, spec, clock);
    }

    /** Makes java.util.logging write to this log. A JVM has only one such log. */
    public RunnerLog attach() {
        wiring.attach(spec.logLevel());
        return this;
    }

    /** Applies the log's level, its format and the limits of its file in changed settings of the runner. */
    public void follow(RunnerSpec other) {
        this.layout = Layout.of(other.logFormat());
        this.spec = other;
        file.ifPresent(rotating -> rotating.limit(other.logMaxSize(), other.logKeep()));
        if (wiring.isAttached()) {
            wiring.attach(other.logLevel());
        }
    }

    /** Whether lines of this level are written. */
    public boolean tells(LogLevel level) {
        return level.compareTo(spec.logLevel()) <= 0;
    }

    /** Writes an event to the log. The event's severity becomes the line's level. */
    public void write(Recorded recorded) {
        Event event = recorded.event();
        LogLevel level = levelOf(event.severity());
        if (tells(level)) {
            writer.offer(new LogLine(recorded.time(), level, "dev.dpm.event", event.message(), keys(event),
                    Optional.empty()));
        }
    }

    private static Map<String, Object> keys(Event event) {
        Map<String, Object> keys = new LinkedHashMap<>();
        event.target().ifPresent(target -> keys.put("target", target.value()));
        event.pid().ifPresent(pid -> keys.put("pid", pid));
        Map<String, Object> details = event.details();
        for (String key : List.of("incarnation", "phase", "reason")) {
            Optional.ofNullable(details.get(key)).ifPresent(value -> keys.put(key, value));
        }
        return keys;
    }

    static LogLevel levelOf(Severity severity) {
        return switch (severity) {
            case DEBUG -> LogLevel.DEBUG;
            case INFO -> LogLevel.INFO;
            case WARNING -> LogLevel.WARN;
            case ERROR -> LogLevel.ERROR;
        };
    }

    /**
     * Writes the usage of a target: with level INFO once a minute, with DEBUG for each sample.
     * @param memoryBytes the memory as the target's settings measure it
     */
    public void usage(Incarnation life, LogLevel level, Usage usage, long memoryBytes) {
        if (!tells(level)) {
            return;
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("target", life.target().value());
        keys.put("incarnation", life.number());
        usage.cpuPercent().ifPresent(percent -> keys.put("cpu_percent", Math.round(percent * 10) / 10.0));
        keys.put("memory_bytes", memoryBytes);
        keys.put("processes", usage.sample().processes());
        writer.offer(new LogLine(clock.instant(), level, "dev.dpm.usage", words(usage, memoryBytes), keys,
                Optional.empty()));
    }

    private static String words(Usage usage, long memoryBytes) {
        String cpu = usage.cpuPercent().isPresent()
                ? EventWords.percent(usage.cpuPercent().getAsDouble()) + " of one core"
                : "unknown";
        int processes = usage.sample().processes();
        return "cpu " + cpu + ", memory " + Bytes.words(memoryBytes) + ", " + processes
                + (processes == 1 ? " process" : " processes");
    }

    private void take(LogLine line) {
        if (tells(line.level())) {
            writer.offer(line);
        }
    }

    /** Renders lines and writes them. If lines were lost before, a line about their number precedes them. */
    private int render(List<LogLine> lines) throws IOException {
        long lost = writer.dropped() - droppedSaid;
        if (lost > 0) {
            LogLine confession = new LogLine(clock.instant(), LogLevel.WARN, "dev.dpm.log",
                    lost + " lines of this log were lost: they could not be written in time", Map.of(),
                    Optional.empty());
            sink.write(List.of(layout.bytes(confession)));
            droppedSaid += lost;
        }
        return sink.write(lines.stream().map(layout::bytes).toList());
    }

    /** Why the log cannot be written; empty: it can be written. */
    public Optional<String> fault() {
        return writer.fault();
    }

    public void trim() throws IOException {
        if (file.isPresent()) {
            file.get().trim(clock.instant().minus(spec.logRetention()));
        }
    }

    /** Ends the log. Waiting lines are written for at most 2 s. */
    @Override
    public void close() throws IOException {
        wiring.detach();
        writer.close();
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
