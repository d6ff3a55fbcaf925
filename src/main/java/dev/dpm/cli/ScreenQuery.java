package dev.dpm.cli;

/**
 * What a command's output is shown on, as a query for the runner. COLUMNS and LINES come first, as with ls(1) and ps(1);
 * a terminal's size the runner asks, which has native code at hand.
 */
final class ScreenQuery {

    private ScreenQuery() {
    }

    /** @param fold the text must not be longer than the terminal */
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
