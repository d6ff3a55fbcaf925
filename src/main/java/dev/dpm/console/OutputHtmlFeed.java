package dev.dpm.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.dpm.api.Feed;
import dev.dpm.view.Operations;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;

/**
 * Streams new output of a target to browsers as lines of HTML. Each line is rendered once for all browsers. A place in the
 * output is the number of bytes before it.
 */
final class OutputHtmlFeed implements Feed {

    /** The largest number of lines in one server-sent event. If there are more, the oldest are left out. */
    private static final int LINES = 200;

    private static final long LOOK_NANOS = Duration.ofMillis(400).toNanos();

    private final Operations operations;
    private final String name;
    private long newest = -1;
    private long lookedAt;
    private long readAt = -1;
    private long from = -1;
    private Batch batch = new Batch(List.of(), -1, false);

    OutputHtmlFeed(Operations operations, String name) {
        this.operations = operations;
        this.name = name;
    }

    @Override
    public synchronized Object state() {
        long now = System.nanoTime();
        if (newest < 0 || now - lookedAt >= LOOK_NANOS) {
            newest = operations.output(name, OutputQuery.last(1)).newest();
            lookedAt = now;
        }
        return newest;
    }

    @Override
    public synchronized Batch after(long place) {
        if (place != from || readAt != newest) {
            batch = read(place);
            from = place;
            readAt = newest;
        }
        return batch;
    }

    private Batch read(long place) {
        OutputPage page = operations.output(name, OutputQuery.from(place, LINES));
        boolean isFlood = !page.atEnd();
        if (isFlood) {
            page = operations.output(name, OutputQuery.last(LINES));
        }
        if (page.lines().isEmpty()) {
            return new Batch(List.of(), page.to(), false);
        }
        String html = Templates.lines(OutputLine.of(page, Instant.now(), false, ""), isFlood).render();
        return new Batch(List.of(new Item("lines", html, page.to())), page.to(), false);
    }
}
