package dev.dpm.view;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Renders events as text, one line for each event: the time in the reader's time zone, the target ({@code -} for the runner
 * itself), and a sentence.
 */
public final class EventText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private EventText() {
    }

    /** One event as a line of text, without a newline. */
    public static String line(EventView event, ZoneId zone) {
        String target = event.target().orElse("-");
        return TIME.format(event.time().atZone(zone)) + "  " + target + "  " + Printable.of(event.message());
    }

    public static String lines(List<EventView> events, ZoneId zone) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(line(event, zone)).append('\n'));
        return text.toString();
    }
}
