package dev.dpm.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.dpm.api.Feed;
import dev.dpm.view.Operations;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;

/** What a target writes while somebody watches, as lines of HTML. Places are bytes of its output. */
final class OutputFeed implements Feed {

    /** More at once nobody reads; then only the newest are shown. */
    private static final int LINES = 200;

    private final Operations operations;
    private final String name;

    OutputFeed(Operations operations, String name) {
        this.operations = operations;
        this.name = name;
    }

    @Override
    public Object state() {
        return operations.output(name, OutputQuery.last(1)).newest();
    }

    @Override
    public Batch after(long place) {
        OutputPage page = operations.output(name, OutputQuery.from(place, LINES));
        boolean isFlood = !page.atEnd();
        if (isFlood) {
            page = operations.output(name, OutputQuery.last(LINES));
        }
        if (page.lines().isEmpty()) {
            return new Batch(List.of(), page.to(), false);
        }
        String seen = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String html = Templates.lines(LogLine.of(page, seen, ""), isFlood).render();
        return new Batch(List.of(new Item("lines", html, page.to())), page.to(), false);
    }
}
