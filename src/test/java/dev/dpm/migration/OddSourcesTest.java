package dev.dpm.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.dpm.testing.Tries;

/** Imports files that are nearly valid: the answer is an outcome or {@link BadSource}, never another exception. */
class OddSourcesTest {

    private static final List<String> PIECES = List.of("%(ENV_", "%(", ")s", "%%", "%(process_num)99999999999d",
            "${", "${A:-", "${A:?", "$$", "$", "}", "{", "[", "]", "\"", "'", "\\", "\\x", "\\777", "\\u12",
            "\\U0011ffff",
            "=", ":", ",", ";", "#", "\n", "\n ", "\t", "\0", "- ", "&a", "*a", "<<: *a", "!!int x", "!!binary $", "|",
            ">",
            "99999999999999999999", "-1", "0", "1e9", "1e999999999", "1h 2x", "infinity", "9999999y", "0x", ".5.", "-",
            "@", "%i", "%n", "%", "~", "/", "..", "http://[", "://", "\uD800", "\u2028", "/*", "*/", "//", "null",
            "true",
            "[]", "{}", "[[", "PORT=x", "* * * * *", "? ", "nan", "*:*", "1-", "-9223372036854775808", " ");

    @ParameterizedTest
    @EnumSource(Tool.class)
    void any_text_is_an_outcome_or_a_sentence(Tool tool) {
        Tries.of(500).check(any -> {
            String text = any.near(sound(tool), PIECES);
            Shelf shelf = new Shelf().file(name(tool), text);
            if (tool == Tool.PM2) {
                shelf.module("ecosystem.config.js", text);
            }
            try {
                Migration.Outcome outcome = Migration.of(List.of(Shelf.FOLDER.resolve(name(tool))), tool, shelf);
                assertThat(outcome.targets()).isNotNegative();
            } catch (BadSource refused) {
                assertThat(refused.getMessage()).isNotBlank().doesNotContain("Exception");
            }
        });
    }

    private static String name(Tool tool) {
        return switch (tool) {
            case SUPERVISORD -> "supervisord.conf";
            case PM2 -> "ecosystem.json";
            case PROCFILE -> "Procfile";
            case COMPOSE -> "compose.yaml";
            case SYSTEMD -> "web@1.service";
        };
    }

    private static String sound(Tool tool) {
        return switch (tool) {
            case SUPERVISORD -> """
                    [program:web]
                    command=/bin/sh -c "sleep %(process_num)02d; echo %(ENV_HOME)s"
                    process_name=%(program_name)s_%(process_num)02d
                    numprocs=3
                    environment=A="1",B='x y',C=%(here)s
                    autorestart=unexpected
                    exitcodes=0,2
                    startsecs=1
                    startretries=3
                    stopsignal=QUIT
                    stopwaitsecs=10
                    priority=10
                    umask=022
                    stdout_logfile=/var/log/web.log
                    stdout_logfile_maxbytes=5MB
                    stdout_logfile_backups=3
                    user=root
                    [group:all]
                    programs=web
                    """;
            case PM2 ->
                """
                        {"apps": [{"name": "web", "script": "app.js", "args": ["a", "b c"], "cwd": "/srv", "instances": 2,
                        "exec_mode": "cluster", "watch": ["a"], "ignore_watch": ["b"], "max_memory_restart": "300M",
                        "env": {"A": 1, "B": null}, "env_production": {"A": "2"}, "min_uptime": "10s", "max_restarts": 5,
                        "restart_delay": 100, "exp_backoff_restart_delay": 100, "cron_restart": "0 3 * * *",
                        "kill_timeout": 3000, "wait_ready": true, "listen_timeout": 4000, "out_file": "/l/o", "error_file": "e",
                        "merge_logs": true, "autorestart": false, "stop_exit_codes": [0, 3], "interpreter": "python3",
                        "interpreter_args": "-u", "node_args": "--x", "namespace": "n", "increment_var": "PORT"}]}
                        """;
            case PROCFILE -> """
                    web: bundle exec puma -p ${PORT:-3000} -C "config/puma.rb"
                    worker: env A=1 ./work 'x y' && echo done
                    release: ./migrate
                    """;
            case COMPOSE ->
                """
                        services:
                          web:
                            command: ["python3", "-m", "http.server", "${PORT:-80}"]
                            entrypoint: sh -c "exec $$0"
                            working_dir: /srv
                            environment: {A: 1, B: "${B:?no b}"}
                            env_file: [.env]
                            user: "1000:1000"
                            restart: on-failure:3
                            stop_signal: SIGINT
                            stop_grace_period: 1m30s
                            mem_limit: 512m
                            cpus: 0.5
                            pids_limit: 100
                            depends_on: {db: {condition: service_healthy}}
                            healthcheck: {test: ["CMD", "curl", "http://localhost:80/"], interval: 1m, timeout: 10s, retries: 3, start_period: 5s}
                            deploy: {replicas: 2, resources: {limits: {memory: 50M, cpus: '0.1'}}, restart_policy: {delay: 5s, max_attempts: 3, window: 120s}}
                            ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}
                            logging: {driver: json-file, options: {max-size: 10m, max-file: "3"}}
                            ports: ["8080:80"]
                            profiles: [x]
                          db: {command: redis-server}
                        """;
            case SYSTEMD -> """
                    [Unit]
                    After=network.target db.service
                    Requires=db.service
                    StartLimitIntervalSec=1min 30s
                    StartLimitBurst=5
                    [Service]
                    Type=notify
                    ExecStartPre=-/bin/mkdir -p "/run/%i"
                    ExecStart=@/usr/bin/web web --port ${PORT} $ARGS "a\\x20b"
                    ExecReload=/bin/kill -HUP $MAINPID
                    Environment="A=1 2" B=3
                    EnvironmentFile=-/etc/default/web
                    WorkingDirectory=~
                    User=www
                    Restart=on-failure
                    RestartSec=500ms
                    TimeoutStopSec=infinity
                    WatchdogSec=1min
                    KillSignal=SIGINT
                    LimitNOFILE=1024:4096
                    MemoryMax=50%
                    CPUQuota=20%
                    TasksMax=10
                    Nice=5
                    CPUAffinity=0-1 3
                    UMask=0027
                    OOMScoreAdjust=100
                    SuccessExitStatus=1 SIGKILL
                    StandardOutput=append:/var/log/x
                    RuntimeMaxSec=1d
                    [Timer]
                    OnCalendar=Mon..Fri *-*-* 10:00:00
                    """;
        };
    }
}
