package dev.dpm.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

import org.jboss.logmanager.ExtLogRecord;

import dev.dpm.config.RunnerSpec.LogLevel;

/** Converts records of java.util.logging, from dpm-runner and from libraries, to lines of the runner's log. */
final class LogHandler extends Handler {

    private static final List<String> KEYS = List.of("target", "pid", "incarnation", "phase", "reason");

    private final Consumer<LogLine> sink;
    private final SimpleFormatter words = new SimpleFormatter();
    private final Repetitions repetitions = new Repetitions();

    LogHandler(Consumer<LogLine> sink) {
        this.sink = sink;
    }

    @Override
    public void publish(LogRecord record) {
        if (record == null) {
            return;
        }
        Optional<String> withCount = repetitions.message(record, () -> message(record));
        // the message is formatted at once, since its parameters may change when the caller continues
        withCount.ifPresent(message -> sink.accept(new LogLine(record.getInstant(), levelOf(record.getLevel()),
                Optional.ofNullable(record.getLoggerName()).orElse("root"), message, keys(record),
                Optional.ofNullable(record.getThrown()).map(LogHandler::trace))));
    }

    private String message(LogRecord record) {
        try {
            String text = record instanceof ExtLogRecord extended
                    ? extended.getFormattedMessage()
                    : words.formatMessage(record);
            return text == null ? "" : text;
        } catch (RuntimeException e) {
            // an exception of a parameter's toString must not reach the caller
            return record.getMessage() + " (its parameters cannot be shown: " + e + ")";
        }
    }

    private static Map<String, Object> keys(LogRecord record) {
        Map<String, Object> keys = new LinkedHashMap<>();
        if (record instanceof ExtLogRecord extended) {
            for (String key : KEYS) {
                Optional.ofNullable(extended.getMdc(key)).ifPresent(value -> keys.put(key, value));
            }
        }
        return keys;
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().strip();
    }

    static LogLevel levelOf(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return LogLevel.ERROR;
        }
        if (value >= Level.WARNING.intValue()) {
            return LogLevel.WARN;
        }
        if (value >= Level.INFO.intValue()) {
            return LogLevel.INFO;
        }
        return value >= Level.FINE.intValue() ? LogLevel.DEBUG : LogLevel.TRACE;
    }

    static Level javaLevel(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
            case TRACE -> Level.FINER;
        };
    }

    @Override
    public void flush() {
        // does nothing: the writer's thread writes the lines
    }

    @Override
    public void close() {
        // does nothing: handlers are closed in parallel to the runner's end, and {@link RunnerLog#close} ends the log
    }
}
