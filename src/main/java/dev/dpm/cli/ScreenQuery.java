package dev.dpm.cli;

/**
 * Describes the screen for a command's output as a query for the runner. COLUMNS and LINES have precedence, as in ls(1)
 * and ps(1); the runner finds a terminal's size, since it has native code loaded.
 */
final class ScreenQuery {

    private ScreenQuery() {
    }

    /**
     * The query.
     *
     * @param fold whether the text must fit the terminal's height
     */
    static String query(CommandContext surroundings, boolean fold) {
        StringBuilder query = new StringBuilder("color=").append(surroundings.wantsColour());
        size(surroundings, "COLUMNS", "width", query);
        if (surroundings.outIsTerminal()) {
            if (fold) {
                query.append("&fold=true");
                size(surroundings, "LINES", "height", query);
            }
            String device = Terminals.device(1);
            query.append(Terminals.isTerminal(device) ? "&terminal=" + DaemonClient.encoded(device) : "");
        }
        return query.toString();
    }

    private static void size(CommandContext surroundings, String variable, String parameter, StringBuilder query) {
        String number = surroundings.environment().getOrDefault(variable, "");
        if (number.matches("[1-9][0-9]{0,3}")) {
            query.append('&').append(parameter).append('=').append(number);
        }
    }
}
