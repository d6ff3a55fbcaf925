package dev.dpm.view;

import java.util.List;

/**
 * The progress of the latest test, which sends a notice to receivers.
 *
 * @param done whether every receiver has answered or timed out
 * @param delivered whether every receiver that has answered so far accepted the notice
 * @param lines the results so far, a sentence each
 */
public record ReceiverTestView(boolean done, boolean delivered, List<String> lines) {

    public ReceiverTestView {
        lines = List.copyOf(lines);
    }
}
