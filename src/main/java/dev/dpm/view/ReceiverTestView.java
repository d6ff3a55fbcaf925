package dev.dpm.view;

import java.util.List;

/**
 * The latest test of receivers of notices.
 * @param done whether all receivers have answered
 * @param delivered whether all answers so far accepted the notice
 * @param lines a sentence for each receiver
 */
public record ReceiverTestView(boolean done, boolean delivered, List<String> lines) {

    public ReceiverTestView {
        lines = List.copyOf(lines);
    }
}
