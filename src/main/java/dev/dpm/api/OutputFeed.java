package dev.dpm.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.dpm.view.Operations;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;

/**
 * The complete lines of a target's output as a feed. A client's place is the number of a byte in the output, so a
 * client that reconnects misses no line that still exists, even after a rotation of the output files.
 *
 * @param event the name of the server-sent events that carry the lines
 * @param render turns a line into the data of an event
 */
public record OutputFeed(Operations operations, String target, String event,
        Function<OutputPage.Line, String> render) implements Feed {

    private static final int LINES_AT_ONCE = 500;

    /** The place of the next byte that the target will write: the end of the target's output. */
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
        for (int i = 0; i < lines.size(); i++) {
            long next = i + 1 < lines.size() ? lines.get(i + 1).at() : page.to();
            items.add(new Item(event, render.apply(lines.get(i)), next));
        }
        return new Batch(items, page.to(), !page.atEnd());
    }
}
