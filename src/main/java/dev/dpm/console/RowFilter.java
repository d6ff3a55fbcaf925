package dev.dpm.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.dpm.process.Phase;

/**
 * Selects the rows of the overview.
 *
 * @param name a text that the target's name, group or labels must contain, in lower case; empty means any
 * @param state a state, or {@code trouble}; empty means any
 * @param isAll whether healthy targets are shown although the overview has many targets
 */
public record RowFilter(String name, String state, boolean isAll) {

    static final RowFilter NONE = new RowFilter("", "", false);

    private static final String TROUBLE = "trouble";
    /** The states in the order in which a target passes through them. */
    private static final List<String> STATES = Stream.of(Phase.STARTING, Phase.RUNNING, Phase.BACKOFF, Phase.WAITING,
            Phase.STOPPING, Phase.STOPPED, Phase.EXITED, Phase.FATAL).map(Phase::name).toList();

    /** Reads the filter from a page's query parameters; a parameter that the URL does not contain is null. */
    static RowFilter of(String name, String state, String all) {
        String wanted = state == null ? "" : state;
        if (!wanted.isEmpty() && !wanted.equals(TROUBLE) && !STATES.contains(wanted)) {
            throw PageRequest.notAllowed("state", wanted, TROUBLE + " or " + String.join(", ", STATES));
        }
        return new RowFilter(name == null ? "" : name.strip().toLowerCase(Locale.ROOT), wanted, all != null);
    }

    /** The states of targets that the page's selection list offers. */
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
