package dev.dpm.migration;

import java.util.Locale;
import java.util.regex.Pattern;

/** Finds out from a file's name and text which tool it belongs to. */
final class Recognition {

    private static final Pattern PROGRAMS = Pattern
            .compile("(?m)^\\[(program:|supervisord|group:|include|eventlistener:|fcgi-program:).*\\]");
    private static final Pattern UNIT = Pattern.compile("(?m)^\\[(Unit|Service)\\]");
    private static final Pattern SERVICES = Pattern.compile("(?m)^[\"']?services[\"']?\\s*:");
    private static final Pattern APPS = Pattern.compile("[\"']?apps[\"']?\\s*:");
    private static final Pattern PROC_LINE = Pattern.compile("(?m)^[A-Za-z0-9_-]+:\\s*\\S");
    private static final Pattern SCRIPT = Pattern.compile(".*\\.(js|cjs|mjs|ts|cts|mts)");
    private static final Pattern COMPOSE_NAME = Pattern.compile("(.*[.-])?compose([.-].*)?\\.ya?ml");
    private static final Pattern OTHER_UNIT = Pattern.compile(".*\\.(timer|socket|path|target|mount)");
    private static final Pattern OTHER_SECTION = Pattern
            .compile("(?m)^\\s*\\[(Unit|Install|Timer|Socket|Path|Mount)\\]");

    private Recognition() {
    }

    static Tool of(SourceFile file) throws BadSource {
        String name = file.name().toLowerCase(Locale.ROOT);
        String text = file.text();
        if (SCRIPT.matcher(name).matches()) {
            return Tool.PM2;
        }
        if (OTHER_UNIT.matcher(name).matches() && OTHER_SECTION.matcher(text).find()) {
            throw new BadSource(file.name() + " is a unit of systemd that starts another; allowed: the service itself "
                    + "(NAME.service), whose import says what becomes of a timer, a socket or a path beside it");
        }
        if (name.endsWith(".service") || UNIT.matcher(text).find()) {
            return Tool.SYSTEMD;
        }
        if (PROGRAMS.matcher(text).find()) {
            return Tool.SUPERVISORD;
        }
        if (name.startsWith("procfile") || name.endsWith(".procfile")) {
            return Tool.PROCFILE;
        }
        if (SERVICES.matcher(text).find()) {
            return Tool.COMPOSE;
        }
        if (COMPOSE_NAME.matcher(name).matches()) {
            return Tool.COMPOSE;
        }
        if (APPS.matcher(text).find() || name.endsWith(".json")) {
            return Tool.PM2;
        }
        if (name.endsWith(".yml") || name.endsWith(".yaml") || !PROC_LINE.matcher(text).find()) {
            throw new BadSource(file.name() + " belongs to none of the tools known here by its name and text; allowed: "
                    + "a supervisord.conf, an ecosystem file of PM2, a Procfile, a docker-compose.yml or a unit of "
                    + "systemd, or say which by --from (" + Tool.words() + ")");
        }
        return Tool.PROCFILE;
    }
}
