package dev.dpm.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.dpm.process.Phase;

/**
 * Selects the targets that the overview shows.
 * @param name a text in the target's name, group or labels, in lower case; empty text: any target
 * @param state a state, or {@code trouble}; empty text: any state
 * @param isAll whether a long list contains healthy targets too
 */
public record RowFilter(String name, String state, boolean isAll) {

    static final RowFilter NONE = new RowFilter("", "", false);

    private static final String TROUBLE = "trouble";
    private static final List<String> STATES = Stream.of(Phase.STARTING, Phase.RUNNING, Phase.BACKOFF, Phase.WAITING,
            Phase.STOPPING, Phase.STOPPED, Phase.EXITED, Phase.FATAL).map(Phase::name).toList();

    /** Reads the query parameters of the overview. A missing parameter is null. */
    static RowFilter of(String name, String state, String all) {
        String wanted = state == null ? "" : state;
        if (!wanted.isEmpty() && !wanted.equals(TROUBLE) && !STATES.contains(wanted)) {
            throw PageRequest.notAllowed("state", wanted, TROUBLE + " or " + String.join(", ", STATES));
        }
        return new RowFilter(name == null ? "" : name.strip().toLowerCase(Locale.ROOT), wanted, all != null);
    }

    /** The states that the selection list of the overview offers. */
    public List<String> states() {
        return STATES;
    }

    boolean isUnfolding() {
        return isAll || !name.isEmpty() || !state.isEmpty();
    }

    boolean takes(Row row) {
        return (row.name() + " " + row.tags()).toLowerCase(Locale.ROOT).contains(name)
                && (state.isEmpty() || (state.equals(TROUBLE) ? row.isTroubled() : row.state().name().equals(state)));
    }
}
