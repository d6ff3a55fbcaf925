package dev.dpm.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.dpm.event.Words;
import dev.dpm.view.EventView;

/**
 * One event on a page.
 *
 * @param ago relative to the page's time
 * @param time absolute, UTC
 * @param target empty for the runner's own
 * @param mood warn or bad where it should worry somebody
 */
public record EventLine(String ago, String time, String target, String message, String mood) {

    static EventLine of(EventView event, Instant now) {
        Duration age = Duration.between(event.time(), now);
        String mood = switch (event.severity()) {
            case "ERROR" -> "bad";
            case "WARNING" -> "warn";
            default -> "plain";
        };
        return new EventLine(ago(age), event.time().truncatedTo(ChronoUnit.SECONDS).toString(),
                event.target().orElse(""), event.message(), mood);
    }

    private static String ago(Duration age) {
        return age.toSeconds() < 1 ? "just now" : Words.duration(Duration.ofSeconds(age.toSeconds())) + " ago";
    }
}
