package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Secrets;
import dev.dpm.event.OneLine;
import dev.dpm.process.Notification;

/**
 * The state that an incarnation (one run of a target) has reported about itself by sd_notify(3).
 *
 * @param ready whether the incarnation has reported that it is ready
 * @param doing the activity that the incarnation reported last
 * @param status the last sentence that the incarnation reported: shortened, in one line, secrets masked; empty if it
 * reported none
 * @param startUntil how long the start of the incarnation may take, on the runner's monotonic clock; empty if it
 * requested no extension
 */
public record ReportedStatus(boolean ready, Doing doing, Optional<String> status, Optional<Duration> startUntil) {

    /** The activity that a target reports about itself (sd_notify(3)): normal work, a reload, or its own shutdown. */
    public enum Doing {
        WORK, RELOADING, STOPPING
    }

    /** The value for a target that has not reported anything yet. */
    public static final ReportedStatus NOTHING = new ReportedStatus(false, Doing.WORK, Optional.empty(),
            Optional.empty());

    /** The largest number of characters of the target's {@link #status}; longer text is cut off. */
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
     * The target's last sentence for people, preceded by {@code reloading} or the like; empty if the target reported
     * neither a sentence nor an activity.
     */
    public Optional<String> words() {
        return switch (doing) {
            case WORK -> status;
            case RELOADING -> Optional.of("reloading" + status.map(text -> ": " + text).orElse(""));
            case STOPPING -> Optional.of("stopping" + status.map(text -> ": " + text).orElse(""));
        };
    }
}
