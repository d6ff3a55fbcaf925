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

/** The runner's own log. No caller waits for the disk; refused lines wait in memory (see {@link LineWriter}). Thread-safe. */
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

    /** A log in a file (mode 0600), opened with the first line. */
    public static RunnerLog toFile(Path path, RunnerSpec spec, Clock clock) {
        RotatingFile file = new RotatingFile(path, spec.logMaxSize(), spec.logKeep());
        return new RunnerLog(path.toString(), Optional.of(file), file::append, spec, clock);
    }

    /**
     * A log to a stream.
     *
     * @param what such as {@code stderr}
     * @param out must throw when it cannot write, unlike {@link java.io.PrintStream}
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

    /** Directs java.util.logging to this log. One log for each JVM. */
    public RunnerLog attach() {
        wiring.attach(spec.logLevel());
        return this;
    }

    /** Applies level, format and limits of another spec. */
    public void follow(RunnerSpec other) {
        this.layout = Layout.of(other.logFormat());
        this.spec = other;
        file.ifPresent(rotating -> rotating.limit(other.logMaxSize(), other.logKeep()));
        if (wiring.isAttached()) {
            wiring.attach(other.logLevel());
        }
    }

    /** Whether this level is written. */
    public boolean tells(LogLevel level) {
        return level.compareTo(spec.logLevel()) <= 0;
    }

    /** Writes an event. Its severity becomes the level. */
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
     * Writes usage: INFO once a minute, DEBUG for each sample.
     *
     * @param memoryBytes as the target's settings say
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

    /** Renders lines, after one about lost lines if there are any. */
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

    /** What is wrong with the log; empty: nothing. */
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
