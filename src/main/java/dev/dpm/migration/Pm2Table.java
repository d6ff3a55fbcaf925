package dev.dpm.migration;

import static dev.dpm.migration.Rule.as;
import static dev.dpm.migration.Rule.carried;
import static dev.dpm.migration.Rule.left;
import static dev.dpm.migration.Rule.set;
import static dev.dpm.migration.Rule.truth;
import static dev.dpm.migration.Rule.turned;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.config.ProgramName;

final class Pm2Table {

    private static final Rule OUTPUT = (key, draft) -> draft.put("output", isNull(key) ? "null" : key.text(), key);
    private static final Rule ERRORS = (key, draft) -> draft.put("stderr", isNull(key) ? "null" : key.text(), key,
            "stderr goes where stdout goes; logs " + draft.name() + " shows both");
    private static final Rule RUNTIME = left("it is about the inside of PM2: nothing to do");

    static final Map<String, Rule> APP = table();

    private Pm2Table() {
    }

    private static Map<String, Rule> table() {
        Map<String, Rule> table = new HashMap<>();
        for (String read : List.of("name", "script", "args", "interpreter", "exec_interpreter", "interpreter_args",
                "node_args", "cwd", "env", "instances", "exec_mode", "min_uptime", "max_restarts", "gid", "group",
                "cmd", "interpreterArgs", "port",
                "append_env_to_name", "instance_var", "increment_var")) {
            table.put(read, carried());
        }
        Rule logs = left("each instance has a file of its own, and logs NAME shows all: nothing to do");
        table.put("merge_logs", logs);
        table.put("combine_logs", logs);
        table.put("force", left("two targets may run the same program: nothing to do"));
        table.put("env_file", as("env_file"));
        table.put("uid", (key, draft) -> draft.put("user", key.text(), key));
        table.put("user", (key, draft) -> draft.put("user", key.text(), key));
        table.put("autorestart", truth(carried(), set("restart", "never")));
        table.put("restart_delay", carried());
        table.put("exp_backoff_restart_delay", carried());
        table.put("stop_exit_codes", (key, draft) -> {
            draft.put("success_exit_codes", codes(key), key);
            if (!draft.value("restart").filter("never"::equals).isPresent()) {
                draft.put("restart", "on-failure", key);
            }
        });
        table.put("kill_timeout", turned("stop_grace", Values::millis));
        table.put("listen_timeout", turned("start_timeout", Values::millis));
        table.put("wait_ready", truth(left("there is no process.send('ready') here; write http_check or tcp_check, "
                + "or send READY=1 and write ready: notify"), carried()));
        table.put("max_memory_restart", turned("memory_threshold", Values::size));
        table.put("cron_restart", (key, draft) -> {
            if (!List.of("0", "false", "").contains(key.text())) {
                draft.put("restart_schedule", key.text(), key,
                        "let cron say " + ProgramName.typed() + " restart " + draft.name());
            }
        });
        table.put("cron", table.get("cron_restart"));
        table.put("watch", (key, draft) -> {
            if (!Values.truth(key.text()).filter(watch -> !watch).isPresent()) {
                boolean isAll = Values.truth(key.text()).isPresent();
                draft.put("watch", isAll ? List.of(".") : texts(key), key);
            }
        });
        table.put("ignore_watch", (key, draft) -> draft.put("watch_ignore", texts(key), key));
        table.put("watch_options", left("symbolic links to folders are followed, and nothing is polled"));
        table.put("watch_delay", turned("watch_debounce", Values::millis));
        for (String name : List.of("out_file", "output", "out", "out_log")) {
            table.put(name, OUTPUT);
        }
        for (String name : List.of("error_file", "error", "err_file", "err", "err_log")) {
            table.put(name, ERRORS);
        }
        table.put("log_file", left("there is one file for each target, which logs shows"));
        table.put("log", table.get("log_file"));
        Rule stamps = (key, draft) -> draft.put("output_timestamps", "true", key,
                "lines are kept as the program writes them; let it write the time");
        table.put("log_date_format", (key, draft) -> {
            if (!Values.truth(key.text()).filter(is -> !is).isPresent() && !key.text().isBlank()) {
                stamps.apply(key, draft);
                draft.note(key, "each line begins with the time, but in one form for all: that of ISO 8601");
            }
        });
        table.put("time", truth(stamps, carried()));
        table.put("log_type", left("lines are kept as the program writes them"));
        table.put("disable_logs", carried());
        table.put("pid_file", left("status shows the pid, and nothing has to be written into a file"));
        table.put("pid", table.get("pid_file"));
        table.put("namespace", as("group", "there are no groups here; commands take patterns such as 'web-*'"));
        table.put("kill_signal", as("stop_signal"));
        table.put("treekill", truth(carried(), set("stop_scope", "main")));
        table.put("shutdown_with_message",
                truth(left("the target gets stop_signal; let it listen to that"), carried()));
        table.put("autostart", truth(carried(), set("autostart", "false")));
        table.put("source_map_support", truth(left("write --enable-source-maps behind node"), carried()));
        table.put("filter_env", left("the target gets the caller's environment; start it with env -u NAME"));
        for (String name : List.of("vizion", "vizion_running", "autodump", "pmx", "automation", "trace",
                "disable_trace", "deep_monitoring", "version", "description", "restart_time",
                "disable_source_map_support", "log_rotate", "max_size", "retain")) {
            table.put(name, RUNTIME);
        }
        table.put("post_update", left("say " + ProgramName.typed() + " restart once you have updated"));
        return Map.copyOf(table);
    }

    private static boolean isNull(Key key) {
        return List.of("/dev/null", "null", "NULL").contains(key.text());
    }

    private static List<String> texts(Key key) {
        return key.value().isText()
                ? List.of(key.text())
                : key.value().items().stream().map(item -> item.text()).toList();
    }

    private static String codes(Key key) {
        return key.value().isText()
                ? key.text()
                : String.join(",", key.value().items().stream().map(item -> item.text()).toList());
    }
}
