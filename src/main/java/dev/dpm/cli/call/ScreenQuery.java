package dev.dpm.cli.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;

/**
 * Describes the caller's screen in a query for the runner. The query contains the path of the terminal's device, and
 * the runner reads the size of that terminal: reading needs native code, which only the runner has loaded. The
 * variables COLUMNS and LINES override that size, as in ls(1) and ps(1).
 */
public final class ScreenQuery {

    private ScreenQuery() {
    }

    /**
     * Makes the query that describes the caller's screen.
     *
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

    /** Finds the caller's time zone without the JDK's zone data, whose loading takes a new JVM some 10 ms. */
    public static final class Zone {

        private static final String ZONES = "/zoneinfo/";

        private Zone() {
        }

        /**
         * The time zone: from {@code TZ}, or else from the link {@code /etc/localtime} (localtime(5)), or else the
         * JDK's default.
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
                // a regular file does not contain the zone's name; the caller then uses the JDK's default, for which
                // the JDK compares the file with the files of all zones
                return "";
            }
        }

        /**
         * Whether a text is the name of a zone, such as {@code Europe/Berlin}, {@code UTC} or {@code Etc/GMT+3}.
         * POSIX's form {@code CET-1CEST} does not count as a name.
         */
        private static boolean isName(String text) {
            return text.equals("UTC") || text.matches("[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+");
        }
    }
}
