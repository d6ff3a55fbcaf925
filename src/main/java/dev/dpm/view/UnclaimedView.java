package dev.dpm.view;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A living process that some target has started, but that cannot be assigned to a target.
 * @param command the process's command line with secrets masked
 */
public record UnclaimedView(long pid, String command) {

    private static final int MOST_NAMED = 5;
    private static final int MOST_CHARACTERS = 60;

    /**
     * A sentence about processes whose target is unknown: {@code 2 processes that nobody claims: 4711 nginx: master process,
     * …}. Empty: there are none.
     */
    public static Optional<String> sentence(List<UnclaimedView> unclaimed) {
        if (unclaimed.isEmpty()) {
            return Optional.empty();
        }
        String named = unclaimed.stream().limit(MOST_NAMED).map(UnclaimedView::words)
                .collect(Collectors.joining(", "));
        int more = unclaimed.size() - MOST_NAMED;
        return Optional.of(count(unclaimed) + ": " + named + (more > 0 ? " and " + more + " more" : "")
                + "; several targets could have left " + (unclaimed.size() == 1 ? "it" : "them")
                + " behind, `stop --unclaimed` ends " + (unclaimed.size() == 1 ? "it" : "them"));
    }

    /** The number of processes whose target is unknown: {@code 2 processes that nobody claims}. */
    public static String count(List<UnclaimedView> unclaimed) {
        return unclaimed.size() + (unclaimed.size() == 1 ? " process" : " processes") + " that nobody claims";
    }

    /** The process as one line that is safe to print on a terminal: {@code 4711 nginx: master process}. */
    public String line() {
        return pid + " " + Printable.of(command);
    }

    private String words() {
        return pid + " " + (command.length() > MOST_CHARACTERS
                ? command.substring(0, MOST_CHARACTERS) + "…"
                : command);
    }
}
