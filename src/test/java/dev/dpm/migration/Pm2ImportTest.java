package dev.dpm.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.migration.Shelf.Read;

/** Tests the import of PM2's ecosystem files in each of their forms. */
class Pm2ImportTest {

    private final Shelf shelf = new Shelf();

    @Test
    void json_as_pm2_takes_it_becomes_targets() throws BadSource {
        Read read = shelf.file("ecosystem.json", """
                {
                  // a comment, a bare name, and a comma at an end
                  apps: [{
                \t"name": "api",
                    "script": "server.js", "args": ["--port", "80"], "node_args": "--max-old-space-size=300",
                    "cwd": "./api",
                    "max_memory_restart": "300M",
                    "kill_timeout": 3000,
                    "restart_delay": 1500,
                    "max_restarts": 10, "min_uptime": "2s",
                    "env": {"NODE_ENV": "production", "N": 1},
                    "env_test": {"NODE_ENV": "test"},
                    "watch": true,
                  }],
                  "deploy": {"production": {"user": "x"}},
                }
                """).read("ecosystem.json");

        assertThat(read.target("api").command()).containsExactly("node", "--max-old-space-size=300", "server.js",
                "--port",
                "80");
        assertThat(read.of("api", "cwd")).contains("/srv/shop/api");
        assertThat(read.of("api", "memory_threshold")).contains("300MiB");
        assertThat(read.of("api", "stop_grace")).contains("3");
        assertThat(read.of("api", "restart_interval")).contains("1.5");
        assertThat(read.of("api", "max_restarts")).contains("10");
        assertThat(read.of("api", "restart_window")).as("without nine pauses").contains("9");
        assertThat(read.said("ecosystem.json line 9", "running time only")).hasSize(1);
        assertThat(read.of("api", "backoff_factor")).contains("1");
        assertThat(read.variables("api")).containsExactly("NODE_ENV=production", "N=1");
        assertThat(read.said("ecosystem.json line 12", "env_test")).hasSize(1);
        assertThat(read.of("api", "watch")).contains(".");
        assertThat(read.said("ecosystem.json line 15", "deploy")).hasSize(1);
        assertThat(read.defaults()).containsEntry("stop_signal", "INT").containsEntry("stop_grace", "1.6");
    }

    @Test
    void yaml_with_anchors_is_read_with_its_lines() throws BadSource {
        Read read = shelf.file("process.yml", """
                common: &common
                  cwd: /srv
                  pmx: false
                apps:
                  - <<: *common
                    script: worker.py
                    name: worker
                    instances: 2
                    exec_mode: fork
                """).read("process.yml");

        assertThat(read.targets().keySet()).containsExactly("worker-0", "worker-1");
        assertThat(read.target("worker-1").command()).containsExactly("python3", "worker.py");
        assertThat(read.variables("worker-1")).as("PM2 does not let python keep its lines back")
                .containsExactly("NODE_APP_INSTANCE=1", "PYTHONUNBUFFERED=1");
        assertThat(read.said("process.yml line 3", "pmx")).hasSize(2);
    }

    @Test
    void a_module_is_evaluated_and_its_keys_are_found_in_its_text() throws BadSource {
        Read read = shelf.file("ecosystem.config.js", """
                module.exports = {
                  apps: [
                    { name: 'one', script: 'one.js' },
                    { name: "two", script: "two.js",
                      wait_ready: true },
                  ],
                };
                """).module("ecosystem.config.js",
                "{\"apps\":[{\"name\":\"one\",\"script\":\"one.js\"},{\"name\":\"two\",\"script\":\"two.js\",\"wait_ready\":true}]}")
                .read("ecosystem.config.js");

        assertThat(read.targets().keySet()).containsExactly("one", "two");
        assertThat(read.said("ecosystem.config.js line 5", "wait_ready")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"script": "npm", "args": "run start"}                     | npm run start
            {"script": "npm run start"}                                | npm run start
            {"script": "./bin/tool", "interpreter": "none"}            | /srv/shop/bin/tool
            {"script": "a.py", "interpreter": "./venv/bin/python"}     | /srv/shop/venv/bin/python a.py
            {"script": "job.sh"}                                       | bash job.sh
            {"cmd": "serve -l 3000"}                                   | serve -l 3000
            {"script": "cd x && node a.js"}                            | /bin/sh -c cd x && node a.js
            """)
    void the_command_is_what_pm2_would_run(String app, String command) throws BadSource {
        Read read = shelf.file("p.json", "{\"apps\": [" + app + "]}").read("p.json");

        assertThat(String.join(" ", read.targets().values().iterator().next().command())).isEqualTo(command);
    }

    @Test
    void cluster_mode_is_one_process_and_said() throws BadSource {
        Read read = shelf
                .file("p.json", "{\"apps\": [{\"name\": \"web\", \"script\": \"a.js\",\n\"instances\": \"max\", "
                        + "\"exec_mode\": \"cluster\"}]}")
                .read("p.json");

        assertThat(read.targets().keySet()).containsExactly("web");
        assertThat(read.said("line 2", "instances")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"apps": []}        | names no apps
            {"apps": [{}]}      | names no apps
            {"apps": [          | p.json line 1
            """)
    void what_is_no_ecosystem_is_one_sentence(String text, String phrase) {
        shelf.file("p.json", text);

        assertThatThrownBy(() -> shelf.read("p.json")).isInstanceOf(BadSource.class).hasMessageContaining(phrase);
    }

    @Test
    void a_job_of_cron_restart_gets_a_schedule_and_log_files_their_whole_paths() throws BadSource {
        shelf.file("ecosystem.json",
                """
                        {"apps": [
                          {"name": "job", "script": "job.js", "autorestart": false, "cron_restart": "0 4 * * *",
                           "out_file": "./logs/job.log", "error_file": "/dev/null", "time": true},
                          {"name": "web", "script": "web.js", "cwd": "/srv/web", "cron_restart": "0 5 * * *",
                           "out_file": "../web.log", "error_file": "../web.log", "env_file": ".env"},
                          {"name": "sync", "script": "sync.js", "stop_exit_codes": [0], "cron_restart": "0 6 * * *", "watch": true},
                          {"name": "odd", "script": "odd.js", "cron_restart": "0 0 5 * * *"}]}
                        """);
        Read read = shelf.read("ecosystem.json");

        assertThat(read.of("job", "schedule")).contains("0 4 * * *");
        assertThat(read.of("job", "restart_schedule")).isEmpty();
        assertThat(read.said("job", "it runs at these times only")).hasSize(1);
        assertThat(read.of("job", "output")).contains("/srv/shop/logs/job.log");
        assertThat(read.of("job", "stderr")).contains("null");
        assertThat(read.of("job", "output_timestamps")).contains("true");
        assertThat(read.of("web", "restart_schedule")).contains("0 5 * * *");
        assertThat(read.of("web", "output")).contains("/srv/web.log");
        assertThat(read.of("web", "stderr")).contains("/srv/web.log");
        assertThat(read.of("web", "env_file")).contains("/srv/web/.env");
        assertThat(read.of("sync", "schedule")).contains("0 6 * * *");
        assertThat(read.of("sync", "watch")).isEmpty();
        assertThat(read.said("sync", "watch", "not started by changes of files")).hasSize(1);
        assertThat(read.said("odd", "cron_restart")).hasSize(1);
    }

    @Test
    void what_only_pm2_has_is_said() throws BadSource {
        Read read = shelf.file("p.json", """
                {"apps": [
                  {"name": "files", "script": "serve", "env": {"PM2_SERVE_PORT": 8080}},
                  {"name": "idle", "args": "x"},
                  {"name": "line", "script": "gunicorn shop:app", "args": "-w 4"},
                  {"name": "often", "script": "a.js", "max_restarts": 999999, "min_uptime": 5000},
                  {"name": "two", "script": "a.js", "instances": 2, "exec_mode": "fork", "increment_var": "PORT",
                   "env": {"PORT": 3000}}
                ]}
                """).read("p.json");

        assertThat(read.said("p.json line 2", "PM2's own server")).hasSize(1);
        assertThat(read.said("p.json line 3", "idle", "no script")).hasSize(1);
        assertThat(read.target("line").command()).containsExactly("gunicorn", "shop:app");
        assertThat(read.said("p.json line 4", "args")).hasSize(1);
        assertThat(read.of("often", "max_restarts")).contains("-1");
        assertThat(read.of("often", "restart_window")).isEmpty();
        assertThat(read.variables("two-0")).contains("PORT=3000");
        assertThat(read.variables("two-1")).contains("PORT=3001");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "restart_delay": 2000                                | -1 |    | 1
            "restart_delay": 500                                 | 16 | 10 | 1
            "exp_backoff_restart_delay": 100                     | -1 | 30 | 1.5
            "exp_backoff_restart_delay": 100, "max_restarts": 3  | 3  | 4  | 1.5
            "restart_delay": 0, "max_restarts": 3                | 3  | 4  |
            """)
    void pauses_count_in_pm2s_limit(String keys, String restarts, String window, String factor) throws BadSource {
        Read read = shelf.file("p.json", "{\"apps\": [{\"name\": \"a\", \"script\": \"a.js\", " + keys + "}]}")
                .read("p.json");

        assertThat(read.of("a", "max_restarts")).contains(restarts);
        assertThat(read.of("a", "restart_window")).isEqualTo(Optional.ofNullable(window));
        assertThat(read.of("a", "backoff_factor")).isEqualTo(Optional.ofNullable(factor));
    }

    @Test
    void lists_in_lists_without_an_end_are_one_sentence() {
        shelf.file("p.json", "{\"apps\":" + "[".repeat(2000) + "]".repeat(2000) + "}");

        assertThatThrownBy(() -> shelf.read("p.json")).isInstanceOf(BadSource.class)
                .hasMessageContaining("is no JSON");
    }

    @Test
    void every_name_of_a_key_that_pm2_knows_is_read() throws BadSource {
        Read read = shelf.file("ecosystem.json", """
                {"apps": [{"name": "api", "script": "./app.ts", "interpreter": "deno",
                  "interpreterArgs": "run --allow-net", "out_log": "/srv/log/out", "err_log": "/srv/log/err",
                  "port": 7990, "env": {"PORT": "1", "A": "b"}},
                 {"name": "plain", "script": "plain.js", "port": 7991}]}
                """).read("ecosystem.json");

        assertThat(read.target("api").command()).containsExactly("deno", "run", "--allow-net", "./app.ts");
        assertThat(read.of("api", "output")).contains("/srv/log/out");
        assertThat(read.of("api", "stderr")).contains("/srv/log/err");
        assertThat(read.variables("api")).as("port is a variable where there is env").containsExactly("PORT=7990",
                "A=b");
        assertThat(read.of("plain", "env")).isEmpty();
        assertThat(read.said("plain", "port = 7991", "write PORT under env")).hasSize(1);
    }

    @Test
    void what_is_undefined_where_import_runs_is_said() throws BadSource {
        String undefined = "\"\\u0001undefined\"";
        Read read = shelf.file("ecosystem.config.js", "module.exports = {\n  apps: [{ name: 'a', script: 'a.js',\n"
                + "    env: {\n      TOKEN: process.env.TOKEN } }]\n}\n").module("ecosystem.config.js",
                        "{\"apps\":[{\"name\":\"a\",\"script\":\"a.js\",\"cwd\":" + undefined
                                + ",\"max_restarts\":\"Infinity\",\"env\":{\"TOKEN\":" + undefined
                                + ",\"B\":\"c\"},\"env_test\":{\"TOKEN\":" + undefined + "}}]}")
                .read("ecosystem.config.js");

        assertThat(read.variables("a")).containsExactly("B=c");
        assertThat(read.of("a", "cwd")).contains("/srv/shop");
        assertThat(read.of("a", "max_restarts")).contains("-1");
        assertThat(read.said("line 4", "app a: env.TOKEN is not carried over: it is undefined")).hasSize(1);
        assertThat(read.said("app a: cwd is not carried over")).hasSize(1);
        assertThat(read.said("undefined")).as("env_test is listed as a whole").hasSize(2);
    }

    @Test
    void a_script_without_an_interpreter_is_the_file_in_its_folder() throws BadSource {
        Read read = shelf.file("worker", "#!/bin/sh\n").file("ecosystem.json", """
                {"apps": [{"name": "js", "script": "start.js", "interpreter": "none"},
                          {"name": "file", "script": "worker"},
                          {"name": "path", "script": "caddy"},
                          {"name": "www", "script": "./bin/www"}]}
                """).read("ecosystem.json");

        assertThat(read.target("js").command()).containsExactly("/srv/shop/start.js");
        assertThat(read.target("file").command()).containsExactly("/srv/shop/worker");
        assertThat(read.target("path").command()).containsExactly("caddy");
        assertThat(read.target("www").command()).containsExactly("/srv/shop/bin/www");
        assertThat(read.said("target www", "write node in front of it")).hasSize(1);
    }

    @Test
    void one_process_in_cluster_mode_is_like_any_other_and_another_form_of_the_time_is_said() throws BadSource {
        Read read = shelf.file("ecosystem.json", """
                {"apps": [{"name": "one", "script": "a.js", "exec_mode": "cluster", "instances": 1,
                           "log_date_format": "YYYY-MM-DD"},
                          {"name": "two", "script": "a.js", "exec_mode": "cluster", "instances": 2, "time": true}]}
                """).read("ecosystem.json");

        assertThat(read.said("cluster mode")).singleElement().asString().contains("target two");
        assertThat(read.of("one", "output_timestamps")).contains("true");
        assertThat(read.said("log_date_format = YYYY-MM-DD", "ISO 8601")).hasSize(1);
        assertThat(read.said("target two", "time")).noneMatch(line -> line.contains("ISO"));
    }

    @Test
    void a_keys_line_is_the_one_within_its_app() throws BadSource {
        Read read = shelf.file("ecosystem.config.js", """
                module.exports = { apps: [
                  { name: 'a', script: 'a.js',
                    log_file: 'a.log' },
                  { name: 'b', script: 'b.js',
                    env: { X: 1 },
                    args: [],
                    log_file: 'b.log' } ] }
                """).module("ecosystem.config.js",
                "{\"apps\":[{\"name\":\"a\",\"script\":\"a.js\",\"log_file\":\"a.log\"},"
                        + "{\"name\":\"b\",\"script\":\"b.js\",\"log_file\":\"b.log\"}]}")
                .read("ecosystem.config.js");

        assertThat(read.said("line 3: target a", "log_file")).hasSize(1);
        assertThat(read.said("line 7: target b", "log_file")).hasSize(1);
    }

    private Read app(String json) throws BadSource {
        return shelf.file("eco.json", "{\"apps\": [{\"name\": \"a\", \"script\": \"/bin/a.js\", " + json + "}]}")
                .read("eco.json");
    }

    /** Of two keys for the same setting one wins, and a sentence must name the other one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "interpreter_args": "--x", "node_args": "--y"          | node_args
            "user": "a", "uid": "b"                                | user
            "out_file": "/x/o", "disable_logs": true               | out_file
            "disable_logs": true, "error_file": "/x/e"             | error_file
            "out_file": "/x/o", "output": "/x/p"                   | out_file
            "interpreter": "node", "exec_interpreter": "bash"      | exec_interpreter
            "gid": "a", "group": "b"                               | group
            "env": "A=1"                                           | env
            """)
    void a_key_that_another_overrides_is_said(String keys, String loser) throws BadSource {
        assertThat(app(keys).said("eco.json line 1", "target a: " + loser)).hasSize(1);
    }

    @Test
    void logs_that_are_off_are_off_in_any_order() throws BadSource {
        Read read = app("\"disable_logs\": true, \"out_file\": \"/x/o\", \"error_file\": \"/x/e\"");

        assertThat(read.of("a", "output")).contains("null");
        assertThat(read.of("a", "stderr")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'\"autorestart\": false, \"stop_exit_codes\": [0]'",
            "'\"stop_exit_codes\": [0], \"autorestart\": false'"})
    void what_is_not_restarted_is_not_restarted_for_its_exit_codes(String keys) throws BadSource {
        assertThat(app(keys).of("a", "restart")).contains("never");
    }

    @Test
    void an_argument_without_text_stays_and_a_variable_that_is_no_text_is_said() throws BadSource {
        Read read = app("\"args\": [\"--save\", \"\", \"x\"], \"env\": {\"O\": {\"a\": 1}, \"P\": 1}, "
                + "\"instance_var\": \"NR\"");

        assertThat(read.target("a").command()).endsWith("--save", "", "x");
        assertThat(read.variables("a")).containsExactlyInAnyOrder("P=1", "NR=0");
        assertThat(read.said("eco.json line 1", "env.O")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'\"cwd\": \"/a\\u0000b\"'", "'\"out_file\": \"/a\\u0000b\"'", "'\"interpreter\": \"/a\\ud800/b\"'"})
    void a_path_that_can_be_none_is_one_sentence(String key) {
        assertThatThrownBy(() -> app(key)).isInstanceOf(BadSource.class).hasMessageContaining("cannot be one");
    }

    @Test
    void what_serves_a_watch_alone_is_left_out_where_nothing_is_watched() throws BadSource {
        String more = "\"ignore_watch\": [\"logs\"], \"watch_delay\": 1000";
        Read read = app("\"watch\": false, " + more);

        assertThat(read.of("a", "watch_ignore")).isEmpty();
        assertThat(read.of("a", "watch_debounce")).isEmpty();
        assertThat(read.said("eco.json line 1", "watch_ignore is left out, since it has no effect without watch"))
                .hasSize(1);
        assertThat(app("\"watch\": true, " + more).of("a", "watch_debounce")).isPresent();
    }

    @Test
    void a_path_of_windows_is_named() throws BadSource {
        Read read = shelf.file("p.json", """
                {"apps": [{"name": "a", "script": "dist\\\\index.js", "cwd": "E:\\\\shop",
                  "out_file": "C:/logs/a.log", "args": "a\\\\ b"}]}
                """).read("p.json");

        assertThat(read.said("cwd", "E:", "not carried over", "a path of Windows")).hasSize(1);
        assertThat(read.said("a path of Windows; write the path on this machine")).hasSize(3);
        assertThat(read.of("a", "cwd")).contains("/srv/shop");
    }

    @Test
    void a_limit_on_restarts_that_pm2_never_reaches_is_named() throws BadSource {
        Read read = shelf.file("p.json", """
                {"apps": [
                  {"name": "a", "script": "a.js", "max_restarts": 10, "restart_delay": 4000},
                  {"name": "b", "script": "b.js", "restart_delay": 4000}]}
                """).read("p.json");

        assertThat(read.of("a", "max_restarts")).contains("-1");
        assertThat(read.said("line 2", "max_restarts = 10", "within 10 s: max_restarts: -1, no limit")).hasSize(1);
        assertThat(read.said("target b", "max_restarts")).isEmpty();
    }
}
