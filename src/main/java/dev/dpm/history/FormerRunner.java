package dev.dpm.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.event.EventType;

/**
 * A runner that did not record its end in the journal. The lines of the journal are searched as text, since a JSON parser would
 * delay the first launch of a target.
 * @param pid the runner's pid; 0: unknown
 * @param heard the time of the runner's newest event
 */
public record FormerRunner(long pid, Instant heard) {

    private static final Pattern LINE = Pattern.compile(
            "\"time\":\"([^\"]{1,40})\",\"type\":\"(\\w+)\",\"target\":(?:null|\"[^\"]*\"),\"pid\":(null|[0-9]{1,18}),");

    /** The runner that wrote the newest of these lines. Empty: this runner recorded its end, or there are no lines. */
    static Optional<FormerRunner> lost(List<JournalReplay.Line> lines) {
        Optional<Instant> newest = Optional.empty();
        for (int at = lines.size() - 1; at >= 0; at--) {
            Matcher line = LINE.matcher(lines.get(at).json());
            if (!line.find()) {
                continue;
            }
            newest = newest.or(() -> time(line.group(1)));
            if (line.group(2).equals(EventType.RUNNER_STOPPED.word())) {
                return Optional.empty();
            }
            if (line.group(2).equals(EventType.RUNNER_STARTED.word())) {
                long pid = line.group(3).equals("null") ? 0 : Long.parseLong(line.group(3));
                return newest.map(heard -> new FormerRunner(pid, heard));
            }
        }
        return newest.map(heard -> new FormerRunner(0, heard));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            // somebody has changed this line, so the time of the next older line is used
            return Optional.empty();
        }
    }
}
