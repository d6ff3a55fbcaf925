package dev.dpm.view;

import java.util.List;

/**
 * How the test of receivers goes that was begun last.
 *
 * @param done whether all of them have answered, or were waited for long enough
 * @param delivered whether each of those that came back was told
 * @param lines what came back, a sentence each
 */
public record ReceiverTestView(boolean done, boolean delivered, List<String> lines) {

    public ReceiverTestView {
        lines = List.copyOf(lines);
    }
}
