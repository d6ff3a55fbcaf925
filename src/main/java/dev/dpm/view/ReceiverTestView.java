package dev.dpm.view;

import java.util.List;

/**
 * The progress of the latest test of receivers.
 *
 * @param done whether every receiver has answered or timed out
 * @param delivered whether every answer so far is a success
 * @param lines the results so far, a sentence each
 */
public record ReceiverTestView(boolean done, boolean delivered, List<String> lines) {

    public ReceiverTestView {
        lines = List.copyOf(lines);
    }
}
