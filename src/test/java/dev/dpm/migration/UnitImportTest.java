package dev.dpm.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.migration.Shelf.Read;

/** Tests the import of systemd service units. */
class UnitImportTest {

    private final Shelf shelf = new Shelf();

    @Test
    void a_service_becomes_a_target() throws BadSource {
        Read read = shelf.file("web@blue.service", """
                [Unit]
                Description=The shop
                StartLimitBurst=3
                StartLimitIntervalSec=1min

                [Service]
                ExecStart=/wrong
                ExecStart=
                ExecStart=/usr/bin/serve --name %i \\
                # in between
                    --log "a b"
                Environment="A=one two" B=2
                Environment=C=%p
                WorkingDirectory=/srv
                User=www-data
                Group=www-data
                Restart=on-failure
                RestartSec=2min 30s
                TimeoutStopSec=20
                KillMode=mixed
                KillSignal=SIGINT
                SuccessExitStatus=143 TEMPFAIL SIGUSR1
                ProtectSystem=strict
                EnvironmentFile=/etc/web
                EnvironmentFile=-/etc/more

                [Install]
                WantedBy=multi-user.target
                """).read("web@blue.service");

        assertThat(read.target("web-blue").command()).containsExactly("/usr/bin/serve", "--name", "blue", "--log",
                "a b");
        assertThat(read.variables("web-blue")).containsExactly("A=one two", "B=2", "C=web");
        assertThat(read.of("web-blue", "user")).contains("www-data:www-data");
        assertThat(read.of("web-blue", "restart")).contains("on-failure");
        assertThat(read.of("web-blue", "restart_interval")).contains("150");
        assertThat(read.of("web-blue", "max_restarts")).as("its pauses exceed the interval").contains("-1");
        assertThat(read.of("web-blue", "restart_window")).isEmpty();
        assertThat(read.of("web-blue", "stop_scope")).contains("main");
        assertThat(read.of("web-blue", "stop_signal")).contains("SIGINT");
        assertThat(read.of("web-blue", "success_exit_codes")).contains("0,143,75,138");
        assertThat(read.of("web-blue", "env_file")).contains("/etc/web");
        assertThat(read.said("line 23", "ProtectSystem")).hasSize(1);
        assertThat(read.said("line 25", "EnvironmentFile")).hasSize(1);
        assertThat(read.said("line 28", "WantedBy")).hasSize(1);
        assertThat(read.defaults()).containsEntry("restart", "never").containsEntry("stop_grace", "90");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /bin/a $OPTS ${NAME}x 'b c'     | /bin/sh -c exec /bin/a $OPTS "${NAME}x" 'b c'
            -/bin/a 100%% $$HOME            | /bin/a 100% $HOME
            @/bin/a seen -x                 | /bin/a -x
            /bin/sh -c 'for i in 1; do echo $i "$(date)"; done' | /bin/sh -c for i in 1; do echo $i "$(date)"; done
            /bin/sh -c 'a \\"$x\\" `y` ${Z} $$'  | /bin/sh -c exec /bin/sh -c "a \\"\\$x\\" \\`y\\` ${Z} \\$"
            /bin/a --re='^x$' --x=$A \\x41\\.b  | /bin/a --re=^x$ --x=$A A\\.b
            """)
    void commands_are_read_as_systemd_reads_them(String line, String command) throws BadSource {
        Read read = shelf.file("a.service", "[Service]\nExecStart=" + line + "\n").read("a.service");

        assertThat(String.join(" ", read.target("a").command())).isEqualTo(command);
    }

    @ParameterizedTest
    @CsvSource({"Type=forking", "Type=dbus", "CapabilityBoundingSet=", "LimitNOFILE=5", "NoSuchKey=1", "Nice=5",
            "Type=notify", "ExecStartPre=/bin/true", "ExecReload=/bin/kill -HUP $MAINPID", "StandardError=file:/x",
            "KillMode=process", "PassEnvironment=A", "TimeoutStopSec=infinity", "WorkingDirectory=~",
            "Sockets=a.socket",
            "Slice=a.slice", "User=%u", "StandardInput=tty", "ExecCondition=/bin/x"})
    void each_key_is_carried_over_or_said(String line) throws BadSource {
        Read read = shelf.file("a.service", "[Service]\nExecStart=/bin/a\n" + line + "\n").read("a.service");
        Read plain = new Shelf().file("a.service", "[Service]\nExecStart=/bin/a\n").read("a.service");

        boolean isSaid = !read.said("a.service line 3").isEmpty();
        boolean isCarried = !read.target("a").entries().equals(plain.target("a").entries());
        boolean isEmpty = line.endsWith("=");
        assertThat(isSaid || isCarried || isEmpty).as(read.outcome().text()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ExecStop=/bin/kill -QUIT $MAINPID            | stop_command   | /bin/kill -QUIT $MAINPID
            ExecReload=/usr/bin/app reload ${MAINPID}    | reload_command | /usr/bin/app reload "${MAINPID}"
            ExecReload=/bin/kill -s HUP $MAINPID         | reload_signal  | HUP
            StandardOutput=append:/var/log/a.log         | output         | /var/log/a.log
            StandardOutput=syslog                        | output         | syslog
            StandardError=append:/var/log/a.err          | stderr         | /var/log/a.err
            StandardError=null                           | stderr         | null
            StandardError=tty                            | stderr         |
            """)
    void commands_around_it_and_files_of_output_are_carried_over(String line, String option, String value)
            throws BadSource {
        Read read = shelf.file("a.service", "[Service]\nExecStart=/bin/a\n" + line + "\n").read("a.service");

        assertThat(read.of("a", option)).isEqualTo(java.util.Optional.ofNullable(value));
        assertThat(read.said("a.service line 3").isEmpty()).isEqualTo(value != null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [Unit]\\nDescription=x\\n    | has no [Service]
            [Service]\\nnonsense\\n      | has no [Service]
            A=b\\n[Service]\\n           | line 1
            """)
    void what_is_no_unit_is_one_sentence(String text, String phrase) {
        shelf.file("a.service", text.replace("\\n", "\n"));

        assertThatThrownBy(() -> shelf.read("a.service")).isInstanceOf(BadSource.class).hasMessageContaining(phrase);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ExecStartPre=+/bin/x          | + or !
            ExecStopPost=!/bin/x          | + or !
            ExecReload=+/bin/x reload     | + or !
            ExecStartPre=/bin/sh -c 'x    | quote
            ExecStop=/bin/sh -c "x        | quote
            """)
    void what_a_command_around_it_loses_is_said(String line, String phrase) throws BadSource {
        Read read = shelf.file("a.service", "[Service]\nExecStart=/bin/a\n" + line + "\n").read("a.service");

        assertThat(read.said("a.service line 3", phrase)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"StartLimitIntervalSec=0", "StartLimitBurst=0"})
    void restarts_without_a_limit_have_none_here(String line) throws BadSource {
        Read read = shelf.file("a.service", "[Unit]\n" + line + "\n[Service]\nExecStart=/bin/a\n").read("a.service");

        assertThat(read.of("a", "max_restarts")).contains("-1");
        assertThat(read.outcome().leftovers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RestartSec=5                                                           | -1 |
            RestartSec=2                                                           | -1 |
            RestartSec=1                                                           | 4  | 4
            RestartSec=1;StartLimitBurst=3;StartLimitIntervalSec=1min              | 2  | 38
            RestartSec=1;StartLimitBurst=1                                         | 1  | 9
            RestartSec=0;StartLimitBurst=11                                        | 10 | 9.1
            RestartSec=1.9                                                         | 4  | 1
            RestartSec=30;StartLimitBurst=4;StartLimitIntervalSec=5min             | 3  | 135
            RestartSec=1;RestartSteps=3;RestartMaxDelaySec=60;StartLimitIntervalSec=60 | -1 |
            """)
    void pauses_between_starts_count_in_systemds_limit(String lines, String restarts, String window) throws BadSource {
        Read read = shelf.file("a.service",
                "[Service]\nExecStart=/bin/a\nRestart=always\n" + lines.replace(';', '\n') + "\n").read("a.service");

        assertThat(read.of("a", "max_restarts")).contains(restarts);
        assertThat(read.of("a", "restart_window")).isEqualTo(Optional.ofNullable(window));
        assertThat(read.said("a.service line 4", "running time only")).hasSize(window == null ? 0 : 1);
    }

    @Test
    void drop_ins_are_read_after_the_unit() throws BadSource {
        Read read = shelf.file("a.service", "[Service]\nExecStart=/bin/a\nNice=5\n")
                .file("a.service.d/10-x.conf", "[Service]\nExecStart=\nExecStart=/bin/b\nEnvironment=A=1\n")
                .file("a.service.d/20-x.conf", "[Service]\nNoSuch=1\n").read("a.service");

        assertThat(read.target("a").command()).containsExactly("/bin/b");
        assertThat(read.variables("a")).containsExactly("A=1");
        assertThat(read.said("20-x.conf line 2", "NoSuch")).hasSize(1);
    }

    @Test
    void units_beside_it_that_start_it_are_said() throws BadSource {
        Read read = shelf.file("a.service", "[Service]\nExecStart=/bin/a\n")
                .file("a.timer", "[Timer]\nOnCalendar=daily\n")
                .file("a.socket", "[Socket]\nListenStream=80\n").read("a.service");

        assertThat(read.said("a.timer", "schedule")).hasSize(1);
        assertThat(read.said("a.socket", "socket")).hasSize(1);
        assertThatThrownBy(() -> shelf.read("a.timer")).isInstanceOf(BadSource.class)
                .hasMessageContaining("NAME.service");
    }

    @Test
    void a_unit_of_a_user_has_the_folders_of_that_user() throws BadSource {
        String unit = "[Service]\nExecStart=/bin/a %t/x %E %S %L\n[Install]\nWantedBy=default.target\n";
        Read read = shelf.variable("HOME", "/home/eva").variable("XDG_RUNTIME_DIR", "/run/user/7")
                .file("a.service", unit)
                .read("a.service");
        Read without = new Shelf().variable("HOME", "/home/eva").file("a.service", unit).read("a.service");

        assertThat(read.target("a").command()).containsExactly("/bin/a", "/run/user/7/x", "/home/eva/.config",
                "/home/eva/.local/state", "/home/eva/.local/state/log");
        assertThat(without.targets()).isEmpty();
        assertThat(without.said("a.service line 2", "specifier")).hasSize(1);
    }

    @Test
    void variables_of_a_file_win_over_those_of_the_unit() throws BadSource {
        shelf.file("web", "OPTS=--file\n");
        Read read = shelf.file("a.service", """
                [Service]
                Environment=OPTS= B=2
                EnvironmentFile=-/srv/shop/web
                ExecStart=/bin/a $OPTS
                """).file("b.service", """
                [Service]
                Environment=OPTS= B=2
                EnvironmentFile=/elsewhere
                ExecStart=/bin/b $OPTS
                """).read("a.service", "b.service");

        assertThat(read.of("a", "env_file")).contains("/srv/shop/web");
        assertThat(read.variables("a")).as("under systemd the file wins").containsExactly("B=2");
        assertThat(read.variables("b")).containsExactly("OPTS=", "B=2");
        assertThat(read.said("b.service line 3", "wins")).hasSize(1);
    }

    @Test
    void a_file_of_the_pid_is_for_programs_that_go_into_the_background() throws BadSource {
        Read read = shelf.file("a.service", "[Service]\nType=notify\nPIDFile=/run/a.pid\nExecStart=/bin/a\n")
                .file("b.service", "[Service]\nType=forking\nPIDFile=/run/%n.pid\nExecStart=/bin/b\n")
                .read("a.service", "b.service");

        assertThat(read.of("a", "pid_file")).isEmpty();
        assertThat(read.said("a.service line 3", "PIDFile = /run/a.pid", "the one that is launched")).hasSize(1);
        assertThat(read.of("b", "pid_file")).contains("/run/b.service.pid");
        assertThat(read.said("b.service", "PIDFile")).isEmpty();
    }

    @Test
    void what_lasts_after_the_process_is_said_with_the_command_that_ends_it() throws BadSource {
        Read read = shelf.file("a.service", """
                [Service]
                Type=oneshot
                RemainAfterExit=yes
                ExecStart=/bin/up -d
                ExecStop=/bin/down
                SyslogIdentifier=stack
                CapabilityBoundingSet=
                """).file("b.service", "[Service]\nRemainAfterExit=no\nExecStart=/bin/b\nNice=5\nNice=\n")
                .read("a.service", "b.service");

        assertThat(read.said("a.service line 3", "RemainAfterExit = yes", "is not running")).hasSize(1);
        assertThat(read.said("a.service line 5", "ExecStop = /bin/down", "run it yourself")).hasSize(1);
        assertThat(read.said("a.service line 6", "SyslogIdentifier = stack", "name")).hasSize(1);
        assertThat(read.said("a.service line 7", "CapabilityBoundingSet", "not shut in")).as("no capability at all")
                .hasSize(1);
        assertThat(read.said("b.service")).as("an empty value takes back the earlier one").isEmpty();
        assertThat(read.of("b", "nice")).isEmpty();
    }

    private Read service(String lines) throws BadSource {
        return shelf.file("a.service", "[Service]\nExecStart=/bin/a\n" + lines + "\n").read("a.service");
    }

    /** systemd.service(5): semicolons that are words of their own separate commands. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            ExecStop=/bin/x stop ; /bin/echo done => stop_command => /bin/x stop && /bin/echo done
            ExecStartPre=/bin/x "a ; b" \\; c ; -/bin/y => pre_start => /bin/x 'a ; b' ';' c && { /bin/y || true; }
            ExecReload=/bin/nginx -t ; /bin/kill -HUP $MAINPID => reload_command => /bin/nginx -t && /bin/kill -HUP $MAINPID
            ExecReload=/bin/sh -c 'x && kill -HUP $MAINPID' => reload_command => /bin/sh -c 'x && kill -HUP $MAINPID'
            """)
    void commands_of_one_line_are_separate_commands(String line, String option, String value) throws BadSource {
        assertThat(service(line).of("a", option)).contains(value);
    }

    @Test
    void each_of_several_commands_for_a_reload_is_run() throws BadSource {
        assertThat(service("ExecReload=/bin/nginx -t\nExecReload=-/bin/kill -HUP $MAINPID").of("a", "reload_command"))
                .contains("/bin/nginx -t && { /bin/kill -HUP $MAINPID || true; }");
    }

    @Test
    void two_commands_of_a_start_in_one_line_run_one_after_the_other() throws BadSource {
        assertThat(shelf.file("b.service", "[Service]\nType=oneshot\nExecStart=/bin/a ; /bin/b\n").read("b.service")
                .target("b").command()).containsExactly("/bin/sh", "-ec", "/bin/a\n/bin/b");
    }

    @Test
    void codes_that_prevent_a_restart_and_codes_of_success_add_up() throws BadSource {
        assertThat(service("RestartPreventExitStatus=23\nSuccessExitStatus=143").of("a", "success_exit_codes"))
                .contains("0,23,143");
    }

    @Test
    void processors_between_blanks_and_pid_files_without_a_folder_are_read_as_systemd_reads_them() throws BadSource {
        Read read = service("CPUAffinity=0 1-3\nType=forking\nPIDFile=d.pid");

        assertThat(read.of("a", "cpu_affinity")).contains("0,1-3");
        assertThat(read.of("a", "pid_file")).contains("/run/d.pid");
        assertThat(shelf.file("u.service", "[Service]\nType=forking\nExecStart=/bin/a\nPIDFile=/x/d.pid\n")
                .read("u.service").of("u", "pid_file")).contains("/x/d.pid");
    }

    @Test
    void a_line_that_systemd_ignores_is_said_and_stops_no_import() throws BadSource {
        Read read = service("a line without a sign\nUser=me");

        assertThat(read.of("a", "user")).contains("me");
        assertThat(read.said("a.service line 3", "no Key=value")).hasSize(1);
    }

    @Test
    void a_time_that_a_later_key_overrides_is_said() throws BadSource {
        Read read = service("TimeoutStopSec=5min\nTimeoutSec=10");

        assertThat(read.of("a", "stop_grace")).contains("10");
        assertThat(read.said("a.service line 3", "TimeoutStopSec = 5min is not carried over")).hasSize(1);
    }

    /**
     * systemd.resource-control(5): infinity means no limit. In dpm-runner, no limit holds where the option is not
     * given.
     */
    @ParameterizedTest
    @CsvSource({"TasksMax=infinity,pids_max", "MemoryMax=infinity,memory_max",
            "MemoryMax=1G MemoryMax=infinity,memory_max"})
    void a_limit_that_is_infinite_is_none_and_nothing_is_lost(String lines, String option) throws BadSource {
        Read read = service(lines.replace(' ', '\n'));

        assertThat(read.of("a", option)).isEmpty();
        assertThat(read.outcome().leftovers()).noneMatch(said -> said.contains("infinity"));
    }

    /** systemd.service(5): a service of type simple is up at once, so that only what runs before it can time out. */
    @Test
    void a_setting_that_would_have_no_effect_is_left_out_and_said() throws BadSource {
        Read read = service("TimeoutStartSec=30");

        assertThat(read.of("a", "start_timeout")).isEmpty();
        assertThat(read.said("a.service line 3", "TimeoutStartSec = 30: start_timeout is left out, since it has no "
                + "effect without ready")).hasSize(1);
        assertThat(service("TimeoutStartSec=30\nType=notify").of("a", "start_timeout")).contains("30");
        assertThat(service("TimeoutStartSec=30\nExecStartPre=/bin/x").of("a", "start_timeout")).contains("30");
    }

    private Read unit(String lines) throws BadSource {
        return shelf.file("a.service", lines).read("a.service");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            ExecStartPre=/bin/mkdir -p /run/a && /bin/chown a /run/a          ~ && as an argument
            ExecStartPre=-/bin/test -f a || true                              ~ || as an argument
            ExecStartPost=/bin/curl -f localhost | grep ok                    ~ | as an argument
            ExecStop=/bin/kill $MAINPID > /dev/null                           ~ > as an argument
            ExecReload=/bin/a reload 2>&1                                     ~ 2>&1 as an argument
            ExecStopPost=/bin/a >> /var/log/a                                 ~ >> as an argument
            ExecStopPost=/bin/a &                                             ~ & as an argument
            """)
    void an_operator_of_a_shell_in_a_command_is_named(String line, String words) throws BadSource {
        Read read = unit("[Service]\nExecStart=/bin/a\n" + line + "\n");

        assertThat(read.said("a.service line 3", "systemd runs no shell", words)).hasSize(1);
    }

    @Test
    void an_operator_within_a_word_or_for_a_shell_is_not_named() throws BadSource {
        assertThat(unit("""
                [Service]
                ExecStart=/bin/sh -c 'a && b > c' a&b x>y <none>
                ExecStartPost=/bin/a ; /bin/b
                """).said("systemd runs no shell")).isEmpty();
        assertThat(unit("[Service]\nExecStart=/bin/a > /var/log/a 2>&1\n").said("line 2", "gets > as an argument"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            After=network.target remote-fs.target | not carried over: network.target, remote-fs.target: write it into the unit that starts
            Wants=db.service redis           | not carried over: write depends_on where one of these services is a target of the same file
            Requires=a.socket db.service     | of the same file; a.socket: write it into the unit that starts dpm-runner
            """)
    void units_that_are_no_services_belong_to_the_unit_of_the_runner(String line, String words) throws BadSource {
        assertThat(unit("[Unit]\n" + line + "\n[Service]\nExecStart=/bin/a\n").said("a.service line 2", words))
                .hasSize(1);
    }

    @Test
    void a_delegated_cgroup_and_a_rate_of_lines_have_advice_of_their_own() throws BadSource {
        Read read = unit("[Service]\nExecStart=/bin/a\nDelegate=yes\nLogRateLimitIntervalSec=0\n");

        assertThat(read.said("line 3", "no cgroup is handed to a target")).hasSize(1);
        assertThat(read.said("line 4", "log_max_size and log_keep")).hasSize(1);
        assertThat(unit("[Service]\nExecStart=/bin/a\nSyslogLevelPrefix=yes\nSyslogLevel=debug\n").said("a.service"))
                .singleElement().asString().contains("SyslogLevel = debug", "<0> to <7>");
        assertThat(read.said("not shut in")).isEmpty();
    }

    @Test
    void a_limit_on_starts_that_systemd_never_reaches_is_named() throws BadSource {
        Read read = unit("[Unit]\nStartLimitBurst=3\n[Service]\nExecStart=/bin/a\nRestart=always\nRestartSec=5\n");

        assertThat(read.of("a", "max_restarts")).contains("-1");
        assertThat(read.said("line 2", "StartLimitBurst = 3", "the pauses between 3 starts", "-1, no limit"))
                .hasSize(1);
    }

    @Test
    void a_variable_that_only_systemd_sets_is_named() throws BadSource {
        Read read = unit("""
                [Service]
                ExecStart=/bin/a --state $STATE_DIRECTORY --pid $MAINPID
                ExecStopPost=/bin/sh -c 'test "$SERVICE_RESULT" = success || echo "${EXIT_STATUS}"'
                ExecStop=/bin/echo $EXIT_CODE
                """);

        assertThat(read.said("line 2", "STATE_DIRECTORY is a variable that systemd sets")).hasSize(1);
        assertThat(read.said("line 3", "SERVICE_RESULT is a variable")).hasSize(1);
        assertThat(read.said("EXIT_STATUS is a variable")).as("post_stop has it").isEmpty();
        assertThat(read.said("line 4", "EXIT_CODE is a variable")).hasSize(1);
        assertThat(read.said("MAINPID is a variable")).isEmpty();
    }
}
