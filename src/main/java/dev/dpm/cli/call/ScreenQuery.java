package dev.dpm.cli.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;

/**
 * The size of the caller's terminal, as parameters of a request to the runner. They name the terminal's device, because only
 * the runner has native code that reads the size. The variables COLUMNS and LINES override the size, as in ls(1).
 */
public final class ScreenQuery {

    private ScreenQuery() {
    }

    /**
     * Describes the caller's terminal.
     * @param fold whether the text must fit the terminal's height
     */
    public static String query(CommandContext surroundings, boolean fold) {
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

    /** Finds the caller's time zone without the JDK's zone data, which takes 10 ms to load. */
    public static final class Zone {

        private static final String ZONES = "/zoneinfo/";

        private Zone() {
        }

        /**
         * The name of the caller's time zone: from the variable {@code TZ}, the link {@code /etc/localtime} (localtime(5)), or
         * the JDK, in this order.
         */
        public static String id(Map<String, String> environment) {
            String named = environment.getOrDefault("TZ", "").replaceFirst("^:", "");
            if (isName(named)) {
                return named;
            }
            if (named.isEmpty()) {
                String linked = linked(Path.of("/etc/localtime"));
                if (isName(linked)) {
                    return linked;
                }
            }
            return TimeZone.getDefault().getID();
        }

        private static String linked(Path localtime) {
            try {
                String target = Files.readSymbolicLink(localtime).toString();
                int zones = target.indexOf(ZONES);
                return zones < 0 ? "" : target.substring(zones + ZONES.length());
            } catch (IOException e) {
                // a regular file does not contain the zone's name; the JDK finds the name by comparing the file with all
                // zones
                return "";
            }
        }

        private static boolean isName(String text) {
            return text.equals("UTC") || text.matches("[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+");
        }
    }
}
