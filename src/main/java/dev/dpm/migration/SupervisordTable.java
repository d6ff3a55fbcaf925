package dev.dpm.migration;

import static dev.dpm.migration.Rule.as;
import static dev.dpm.migration.Rule.carried;
import static dev.dpm.migration.Rule.left;
import static dev.dpm.migration.Rule.set;
import static dev.dpm.migration.Rule.truth;
import static dev.dpm.migration.Rule.turned;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How each key of supervisord's section [program:x] is carried over. */
final class SupervisordTable {

    private static final String EVENTS = "there are no event listeners here; receivers under notify, and events --json, "
            + "tell what happens";
    private static final String ROTATION = "output is rotated as log_max_size and log_keep say";

    static final Map<String, Rule> PROGRAM = Map.ofEntries(
            Map.entry("command", carried()), Map.entry("environment", carried()),
            Map.entry("numprocs", carried()), Map.entry("numprocs_start", carried()),
            Map.entry("process_name", carried()), Map.entry("startretries", carried()),
            Map.entry("directory", as("cwd")),
            Map.entry("user", as("user")),
            Map.entry("umask", as("umask", "the target has the umask of the shell that starts it: set it there")),
            Map.entry("startsecs", as("start_seconds")),
            Map.entry("exitcodes", as("success_exit_codes")),
            Map.entry("stopsignal", as("stop_signal")),
            Map.entry("stopwaitsecs", as("stop_grace")),
            Map.entry("stopasgroup", truth(set("stop_scope", "tree"), carried())),
            Map.entry("killasgroup", truth(carried(), left("KILL always goes to the whole tree here"))),
            Map.entry("autostart", truth(carried(), set("autostart", "false"))),
            Map.entry("autorestart", turned("restart", SupervisordTable::restart)),
            Map.entry("priority",
                    left("targets start side by side, not in the order of numbers; write depends_on where "
                            + "one needs another")),
            Map.entry("redirect_stderr", carried()),
            Map.entry("stdout_logfile", SupervisordTable::output),
            Map.entry("stderr_logfile", SupervisordTable::errors),
            Map.entry("stdout_logfile_maxbytes", rotation("log_max_size")),
            Map.entry("stdout_logfile_backups", rotation("log_keep")),
            Map.entry("stderr_logfile_maxbytes", left(ROTATION)),
            Map.entry("stderr_logfile_backups", left(ROTATION)),
            Map.entry("stdout_capture_maxbytes", left(EVENTS)), Map.entry("stderr_capture_maxbytes", left(EVENTS)),
            Map.entry("stdout_events_enabled", truth(left(EVENTS), carried())),
            Map.entry("stderr_events_enabled", truth(left(EVENTS), carried())),
            Map.entry("stdout_syslog", truth(set("output", "syslog"), carried())),
            Map.entry("stderr_syslog", truth(left("stderr goes where stdout goes"), carried())),
            Map.entry("serverurl",
                    left("the program is told no address; dpm-runner's own commands know where the runner is")));

    private SupervisordTable() {
    }

    private static Optional<String> restart(String text) {
        return text.strip().equalsIgnoreCase("unexpected")
                ? Optional.of("on-failure")
                : Values.truth(text).map(always -> always ? "always" : "never");
    }

    private static void output(Key key, Draft draft) {
        String file = key.text().strip();
        switch (file.toLowerCase(Locale.ROOT)) {
            case "none", "off" -> draft.put("output", "null", key);
            case "auto" -> draft.put("output", "file", key);
            case "syslog" -> draft.put("output", "syslog", key);
            default -> draft.put("output", file, key);
        }
    }

    /** Carries over the file of stderr. Without a file, stderr goes where stdout goes. */
    private static void errors(Key key, Draft draft) {
        String file = key.text().strip();
        switch (file.toLowerCase(Locale.ROOT)) {
            case "none", "off" -> draft.put("stderr", "null", key);
            case "auto" -> draft.put("stderr", "apart", key);
            case "syslog" -> draft.note(key, "stderr goes where stdout goes");
            default -> draft.put("stderr", file, key);
        }
    }

    private static Rule rotation(String option) {
        return (key, draft) -> {
            boolean isOff = key.text().strip().equals("0");
            if (isOff || !Draft.isOption(option)) {
                draft.left(key, ROTATION);
            } else {
                draft.put(option, option.equals("log_keep") ? key.text() : Values.size(key.text()).orElse(key.text()),
                        key);
            }
        };
    }
}
