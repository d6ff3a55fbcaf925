package dev.dpm.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.dpm.process.Phase;

/**
 * Selects rows.
 *
 * @param name a text in name, group or labels, in lower case; empty text: any
 * @param state a state, or {@code trouble}; empty text: any
 * @param isAll whether healthy targets are shown in a long list
 */
public record RowFilter(String name, String state, boolean isAll) {

    static final RowFilter NONE = new RowFilter("", "", false);

    private static final String TROUBLE = "trouble";
    /** The states in the order in which a target passes through them. */
    private static final List<String> STATES = Stream.of(Phase.STARTING, Phase.RUNNING, Phase.BACKOFF, Phase.WAITING,
            Phase.STOPPING, Phase.STOPPED, Phase.EXITED, Phase.FATAL).map(Phase::name).toList();

    /** Reads the query parameters of a page; missing ones are null. */
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
