package dev.dpm.view;

import java.util.List;

/**
 * The latest test of receivers.
 *
 * @param done whether all have answered
 * @param delivered whether all so far have accepted
 * @param lines a sentence each
 */
public record ReceiverTestView(boolean done, boolean delivered, List<String> lines) {

    public ReceiverTestView {
        lines = List.copyOf(lines);
    }
}
