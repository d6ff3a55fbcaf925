package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Secrets;
import dev.dpm.event.OneLine;
import dev.dpm.process.Notification;

/**
 * What a target has reported about itself since its launch (sd_notify(3)).
 *
 * @param ready whether it reported that it is ready
 * @param doing the activity that it reported last
 * @param status the text that it reported last, shortened and with secrets masked; empty: none
 * @param startUntil how long the target's start may last after an extension that the target requested, as a moment on the
 *     runner's monotonic clock; empty: it requested none
 */
public record ReportedStatus(boolean ready, Doing doing, Optional<String> status, Optional<Duration> startUntil) {

    /** The activity that a target reports about itself (sd_notify(3)): normal work, a reload, or its own shutdown. */
    public enum Doing {
        WORK, RELOADING, STOPPING
    }

    public static final ReportedStatus NOTHING = new ReportedStatus(false, Doing.WORK, Optional.empty(),
            Optional.empty());

    /** The largest number of characters of {@link #status}; longer text is cut off. */
    private static final int LONGEST = 200;

    ReportedStatus after(Notification told, Duration now) {
        Doing next = told.stopping()
                ? Doing.STOPPING
                : told.reloading()
                        ? Doing.RELOADING
                        : told.ready() ? Doing.WORK : doing;
        Optional<String> sentence = told.status().isPresent()
                ? told.status().map(text -> OneLine.of(Secrets.mask(OneLine.of(text, LONGEST)), LONGEST))
                        .filter(text -> !text.isEmpty())
                : status;
        return new ReportedStatus(ready || told.ready(), next, sentence,
                told.extension().map(now::plus).or(() -> startUntil));
    }

    /**
     * The text that the target reported last, after a word for its activity such as {@code reloading}; empty: it reported
     * nothing.
     */
    public Optional<String> words() {
        return switch (doing) {
            case WORK -> status;
            case RELOADING -> Optional.of("reloading" + status.map(text -> ": " + text).orElse(""));
            case STOPPING -> Optional.of("stopping" + status.map(text -> ": " + text).orElse(""));
        };
    }
}
