package dev.dpm.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.dpm.view.Operations;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;

/**
 * The complete lines of a target's output as a feed. A place is a position in the output, in bytes, so a client that reconnects
 * misses no line.
 * @param event the name of the server-sent events
 * @param render converts a line to the data of an event
 */
public record OutputFeed(Operations operations, String target, String event,
        Function<OutputPage.Line, String> render) implements Feed {

    private static final int LINES_AT_ONCE = 500;
    /**
     * The number of bytes after which a batch ends. Each client that reads slowly holds one batch in memory, and there may be
     * 64 clients.
     */
    static final int BATCH = 32 * 1024;

    public long now() {
        return operations.output(target, OutputQuery.last(1)).to();
    }

    @Override
    public Object state() {
        return operations.outputState(target);
    }

    @Override
    public Batch after(long place) {
        OutputPage page = operations.output(target, OutputQuery.from(place, LINES_AT_ONCE));
        List<OutputPage.Line> lines = page.lines();
        List<Item> items = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (bytes >= BATCH) {
                return new Batch(items, lines.get(i).at(), true);
            }
            long next = i + 1 < lines.size() ? lines.get(i + 1).at() : page.to();
            String data = render.apply(lines.get(i));
            bytes += data.length();
            items.add(new Item(event, data, next));
        }
        return new Batch(items, page.to(), !page.atEnd());
    }
}
