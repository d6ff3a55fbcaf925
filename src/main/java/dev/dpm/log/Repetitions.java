package dev.dpm.log;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.LogRecord;

/**
 * Limits repeated log messages to one a minute, which contains the number of those left out before, so that clients cannot push
 * other lines out of the log. Messages about supervision are always written.
 */
final class Repetitions {

    static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_KINDS = 200;
    private static final List<String> LIBRARIES = List.of("io.", "org.", "com.");
    private static final List<String> OF_REQUESTS = List.of("dev.dpm.api.", "dev.dpm.console.");
    /**
     * The number of characters at the beginning of a library's message that decide whether it is of the same kind as an earlier
     * one. What follows may differ for each request.
     */
    private static final int ALIKE = 40;

    private static final class MessageKind {
        private Instant writtenAt = Instant.MIN;
        private long others;
    }

    private final Map<String, MessageKind> kinds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, MessageKind> eldest) {
            return size() > MOST_KINDS;
        }
    };

    /** The message to write. Empty: the same kind of message was written within the last minute. */
    Optional<String> message(LogRecord record, Supplier<String> words) {
        return kind(record).map(kind -> seen(kind, record.getInstant()))
                .map(others -> others < 0
                        ? Optional.<String>empty()
                        : Optional
                                .of(others == 0 ? words.get() : words.get() + " (" + others + " more like it before)"))
                .orElseGet(() -> Optional.of(words.get()));
    }

    /**
     * The kind of a message, by which repetitions are recognized. Empty: the message is always written, since clients cannot
     * cause it.
     */
    private static Optional<String> kind(LogRecord record) {
        String logger = Optional.ofNullable(record.getLoggerName()).orElse("");
        boolean isLibrarys = LIBRARIES.stream().anyMatch(logger::startsWith);
        if (record.getThrown() != null && (isLibrarys || OF_REQUESTS.stream().anyMatch(logger::startsWith))) {
            return Optional.of(logger + " " + record.getThrown().getClass().getName());
        }
        if (!isLibrarys) {
            return Optional.empty();
        }
        String message = Optional.ofNullable(record.getMessage()).orElse("");
        return Optional.of(logger + ": " + message.substring(0, Math.min(ALIKE, message.length())));
    }

    /**
     * Counts a message.
     * @return the number of messages of this kind that were left out before; -1: leave out this one too
     */
    private synchronized long seen(String kind, Instant now) {
        MessageKind seen = kinds.computeIfAbsent(kind, key -> new MessageKind());
        boolean isSoon = !seen.writtenAt.equals(Instant.MIN) && now.isBefore(seen.writtenAt.plus(PAUSE));
        if (isSoon) {
            seen.others++;
            return -1;
        }
        long others = seen.others;
        seen.others = 0;
        seen.writtenAt = now;
        return others;
    }
}
