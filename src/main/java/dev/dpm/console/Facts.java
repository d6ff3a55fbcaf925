package dev.dpm.console;

import java.util.List;
import java.util.Optional;

import dev.dpm.view.EventView;
import dev.dpm.view.StatusView;

/**
 * A summary of all targets' states, which is at the top of every page.
 * @param summary a phrase such as {@code 1 in trouble}
 * @param troubles the number of targets that need attention
 * @param newest the number of the newest event
 * @param said a sentence about the newest event, for screen readers
 */
public record Facts(String summary, String mood, long troubles, long newest, String said) {

    static Facts of(StatusView status, Optional<EventView> newest) {
        int all = status.targets().size();
        long troubles = status.targets().stream().filter(StatusView::isInTrouble).count();
        String summary = all == 0 ? "no targets" : troubles == 0 ? "all well" : troubles + " in trouble";
        return new Facts(summary, troubles == 0 ? "good" : "bad", troubles,
                newest.map(EventView::sequence).orElse(0L),
                newest.map(event -> VisibleText
                        .oneLine(event.target().map(name -> name + ": ").orElse("") + event.message()))
                        .orElse(""));
    }

    static Optional<EventView> newest(List<EventView> oldestFirst) {
        return oldestFirst.isEmpty() ? Optional.empty() : Optional.of(oldestFirst.get(oldestFirst.size() - 1));
    }

    /** The title of the overview's browser tab. It contains the number of targets in trouble. */
    public String title() {
        return (troubles == 0 ? "All well" : "(" + troubles + ") in trouble") + " · dpm-runner";
    }

    String title(String page) {
        return (troubles == 0 ? "" : "(" + troubles + ") ") + page + " · dpm-runner";
    }
}
