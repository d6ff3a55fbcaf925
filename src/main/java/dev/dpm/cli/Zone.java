package dev.dpm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;

/** The viewer's time zone, found without reading the JDK's zone data, which takes a young JVM some 10 ms. */
final class Zone {

    private static final String ZONES = "/zoneinfo/";

    private Zone() {
    }

    /** {@code TZ}, else where {@code /etc/localtime} points (localtime(5)), else what the JDK makes of the machine. */
    static String id(Map<String, String> environment) {
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
            // a plain copy, or none: the JDK compares it with its own zones
            return "";
        }
    }

    /** {@code Europe/Berlin}, {@code UTC}, {@code Etc/GMT+3}; not POSIX's {@code CET-1CEST}. */
    private static boolean isName(String text) {
        return text.equals("UTC") || text.matches("[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+");
    }
}
