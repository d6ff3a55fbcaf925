package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.Option;
import dev.dpm.config.Options;

/** Tests that every bad value of an option is refused: one sentence, exit code 2, no process, no file. */
class BadValuesIT {

    /**
     * The rows of the test: option without dashes, bad value, part of the expected sentence; {@code ~} stands for a
     * blank.
     */
    private static final String TABLE = """
            process_name       | ~                   | the name of a program
            script_path        | ~                   | the path of a script
            restart_interval   | -1                  | a number of seconds, 0 or more
            restart_interval   | soon                | a number of seconds, 0 or more
            restart_interval   | 99999999999         | at most 3650d
            cpu_threshold      | 0                   | a part of the CPU limit such as 90%limit, or off
            cpu_threshold      | 101%limit           | a part is above 0 % and at most 100 %
            memory_threshold   | 0                   | a number of MiB above 0
            memory_threshold   | 0%                  | a part is above 0 % and at most 100 %
            memory_threshold   | 5 parsecs           | a number of MiB above 0
            max_restarts       | -2                  | from -1 (no limit) to 10000
            max_restarts       | 1.5                 | from -1 (no limit) to 10000
            monitor_interval   | 0                   | at least 1
            monitor_interval   | 0.5                 | at least 1
            name               | Web!                | 1 to 63 characters
            group              | @shop               | 1 to 63 characters of A-Z a-z 0-9
            labels             | tier                | KEY=VALUE, each key once
            labels             | tier=a~b            | KEY=VALUE, each key once
            breach_samples     | 0                   | from 1 to 1000, or cpu=N,memory=N
            breach_samples     | cpu=3,disk=1        | from 1 to 1000, or cpu=N,memory=N
            start_seconds      | -1                  | a number of seconds, 0 or more
            start_grace        | later               | a number of seconds, 0 or more
            on_breach          | terminate           | restart, stop, signal:NAME, unhealthy or none
            on_breach          | signal:NOSUCH       | restart or stop (without --attach), terminate (with --attach), signal:NAME, unhealthy or none
            memory_basis       | vsz                 | rss, pss or cgroup
            act_before         | 0                   | a number of seconds, at least 1, or off
            memory_limit       | 256mb               | a number of bytes above 0
            cpu_limit          | 0                   | a number of processors above 0
            restart            | sometimes           | always, on-failure or never
            success_exit_codes | 0,256               | exit codes from 0 to 255
            restart_window     | 0                   | at least 1
            on_exhausted       | explode             | stop (without --attach), leave or exit
            backoff_factor     | 0.5                 | a number, 1 or more
            backoff_max        | -3                  | a number of seconds, 0 or more
            stop_signal        | NOSUCH              | a signal by name or number
            stop_grace         | x                   | a number of seconds, 0 or more
            stop_scope         | half                | tree or main
            pass_to            | all                 | main or tree
            ready              | check               | together with http_check, tcp_check or exec_check
            ready              | soon                | alive, check, notify or output
            ready              | output              | not allowed without ready_output
            ready_output       | [                   | a regular expression
            instances          | 0                   | a number of instances from 1 to 1000
            instances          | 10000               | a number of instances from 1 to 1000
            pre_start          | ~                   | a command line for /bin/sh, or off
            post_start         | ~                   | a command line for /bin/sh, or off
            stop_command       | ~                   | a command line for /bin/sh, or off
            post_stop          | ~                   | a command line for /bin/sh, or off
            reload_command     | ~                   | a command line for /bin/sh, or off
            reload_signal      | LOUD                | a signal by name or number, such as TERM
            max_runtime        | 24h±x               | a time of at least 1 s such as 24h
            schedule           | 61 * * * *          | Value 61 not in range [0, 59]
            schedule           | 0 0 30 2 *          | no day of any year matches this one
            schedule           | at three            | five fields as in crontab(5)
            restart_schedule   | @reboot             | @hourly, @daily, @weekly, @monthly, @yearly, or off
            watch              | [a                  | patterns of paths below the target's folder
            watch_ignore       | {a                  | patterns of paths below the target's folder
            watch_debounce     | 0                   | a number of seconds, at least 0.01
            watch_action       | reload              | needs reload_signal or reload_command
            watch_action       | stop                | restart or reload
            timezone           | Mars/Olympus        | a time zone of the tz database such as Europe/Berlin
            schedule_missed    | twice               | skip or once
            schedule_overlap   | both                | skip, queue or kill
            watchdog_seconds   | 0.5                 | a number of seconds, at least 1, or off
            start_timeout      | 0                   | a number of seconds, at least 1
            depends_on         | db:ready            | each alone or with :started, :healthy or :completed
            depends_on         | db,db               | each name once
            match              | [                   | a regular expression
            pid                | 1                   | the pid of a process, from 2
            pid_file           | ~                   | the path of a file
            cwd                | /no/such/folder     | an existing folder
            env_file           | no-such.env         | it does not exist
            user               | no-such-user        | a user, and a group, that this machine knows
            umask              | 0800                | an octal number from 0 to 0777
            nice               | 20                  | a niceness from -20 (first served) to 19 (last)
            oom_score_adj      | 1001                | a number from -1000 (never killed) to 1000 (killed first)
            cpu_affinity       | 0-                  | numbers of processors from 0 to 8191
            cpu_affinity       | 8191                | which this machine does not have
            rlimits            | nofile=4096:1024    | SOFT not above HARD
            rlimits            | files=1             | NAME one of as core cpu
            memory_max         | 512                 | off, or a size of at least 1MiB
            memory_max         | 512m                | with k M G T (thousands)
            cpu_quota          | 0%                  | a percentage of one processor from 1% to 100000%
            pids_max           | 0                   | a number of processes and threads from 1 to 4194304, or off
            http_check         | ftp://127.0.0.1/    | an http or https address with a host
            tcp_check          | localhost           | HOST:PORT
            autostart          | no                  | true or false
            exec_check         | ~                   | a command line for /bin/sh, or off
            check_interval     | 0.5                 | at least 1
            check_timeout      | 0                   | at least 0.1
            check_failures     | 0                   | from 1 to 1000
            output             | printer             | file, inherit, both, null, journald, syslog, or the absolute path
            output             | /dev/stdout         | output: inherit is the runner
            output             | /tmp                | is a folder
            output             | /proc/nope/x        | is in a folder that does not exist and cannot be made in /proc
            stderr             | errors.log          | merge, apart, null, or the absolute path of a file
            stdin              | file                | null or inherit
            stdin              | inherit             | inherit with run and exactly one target
            config             | no-such.yaml        | a readable YAML file
            port               | 70000               | from 0 to 65535
            port               | http                | from 0 to 65535
            host               | not!a!host          | an address of this machine
            host               | 0.0.0.0             | together with a token in --token_file or DPM_TOKEN
            management_port    | -1                  | from 0 to 65535
            management_host    | a/b                 | an address of this machine
            token_file         | no-such-token       | a readable file that holds the token
            tls_port           | 443443              | from 1 to 65535, or 0 for none
            tls_port           | 9443                | together with --tls_folder
            tls_folder         | ~                   | the path of a folder
            allowed_hosts      | a b                 | host names separated by commas
            stop_on            | sometimes           | some of HUP INT
            own_cgroup         | maybe               | auto or off
            evidence_seconds   | x                   | a number of seconds, 0 or more
            on_incident        | ~                   | a command line for /bin/sh, or off
            incident_keep      | 0                   | a number of incidents from 1 to 10000
            incident_retention | 0                   | a time such as 30d, 12h or 3600
            incident_bytes     | 0                   | a number of bytes above 0
            termination_message | ~                  | the path of a file
            log_level          | LOUD                | ERROR, WARN, INFO, DEBUG or TRACE
            own_cgroup         | maybe               | auto or off
            console            | later               | on, on-demand or off
            log_format         | xml                 | text or json
            log_max_size       | 0                   | a number of bytes above 0, also with k M G T
            log_keep           | 1001                | from 0 to 1000
            log_retention      | 0                   | a time such as 7d, 12h or 3600
            """;

    private static final Map<List<String>, Refused> OUTCOMES = new ConcurrentHashMap<>();

    /**
     * The result of a refused command, with the files and processes that the command left behind (the tests expect
     * none).
     */
    private record Refused(Product.Result result, List<String> files, List<Long> processes) {

        void expectOneSentence(String... phrases) {
            assertThat(result.code()).as(result.all()).isEqualTo(2);
            assertThat(result.out()).as(result.all()).isEmpty();
            assertThat(result.err().lines()).as("one sentence: %s", result.all()).hasSize(1);
            assertThat(result.err()).contains(phrases);
            assertThat(files).as("files left behind").isEmpty();
            assertThat(processes).as("processes left behind").isEmpty();
        }
    }

    @BeforeAll
    static void runs_all_of_them() throws InterruptedException {
        List<List<String>> lines = Stream.of(badValues().map(row -> flag(row.get())),
                otherFaults().map(row -> words(row.get()))).flatMap(s -> s)
                .distinct().toList();
        // two commands at a time, since the machine has two cores and each command is a JVM of half a second
        List<Thread> workers = new ArrayList<>();
        for (int worker = 0; worker < 2; worker++) {
            int own = worker;
            workers.add(new Thread(() -> {
                for (int i = own; i < lines.size(); i += 2) {
                    OUTCOMES.put(lines.get(i), refused(lines.get(i)));
                }
            }));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private static Refused refused(List<String> line) {
        try (Product product = new Product()) {
            product.script("app.sh", "#!/bin/sh\nexec sleep 1000\n");
            Product.Result result = product.dpm(line.toArray(String[]::new));
            return new Refused(result, product.files("app.sh"), product.living());
        }
    }

    private static Stream<Arguments> badValues() {
        List<Arguments> rows = new ArrayList<>();
        boolean hyphens = false;
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            String option = cells[0].strip();
            // the rows use both spellings in turns; another test proves that both name the same option
            String spelled = "--" + (hyphens ? option.replace('_', '-') : option);
            rows.add(arguments(option, spelled, cells[1].strip().replace("~", " "), cells[2].strip()));
            hyphens = !hyphens;
        }
        return rows.stream();
    }

    private static Stream<Arguments> otherFaults() {
        return Stream.of(
                arguments("start --env NOEQUALS -- ./app.sh", "--env:", "allowed: K=V"),
                arguments("start --env =secretive -- ./app.sh", "--env:", "allowed: K=V"),
                arguments("start --port 9000 --management-port 9000 -- ./app.sh", "--management_port: '9000'",
                        "differ"),
                arguments("start --tls_port 9000 --tls_folder . --port 9000 -- ./app.sh", "--tls_port: '9000'",
                        "differs from --port and --management_port"),
                arguments("start --tls_port 9000 --tls_folder . --console off -- ./app.sh", "--tls_port: '9000'",
                        "with --console on, or without --console"),
                arguments("start --cpu_threshold 5 --cpu-threshold 6 -- ./app.sh", "--cpu_threshold", "given twice"),
                arguments("start --cpu_threshold", "--cpu_threshold", "PERCENT"),
                arguments("start --cpu_treshold 5 -- ./app.sh", "'--cpu_treshold'", "--cpu_threshold"),
                arguments("start one two -- ./app.sh", "start: options and a command", "for one target"),
                arguments("start Big -- ./app.sh", "'Big'", "1 to 63 characters"),
                arguments("start one --name other -- ./app.sh", "--name: 'other'", "'one'"),
                arguments("start --attach", "--attach:", "--process_name, --match, --pid or --pid_file"),
                arguments("start --attach --match x -- ./app.sh", "a command is not allowed", "--attach"),
                arguments("start --match x -- ./app.sh", "--match:", "allowed: together with it"),
                arguments("run --max_restarts many -- ./app.sh", "--max_restarts: 'many'", "from -1"),
                arguments("run --cwd /no/such -- ./app.sh", "--cwd", "an existing folder"));
    }

    private static List<String> flag(Object... cells) {
        List<String> words = List.of("start", (String) cells[1], (String) cells[2]);
        // a configuration file contains its own commands
        return cells[0].equals("config") ? words : concat(words, List.of("--", "./app.sh"));
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<String> words(Object... cells) {
        return List.of(((String) cells[0]).split(" ", -1));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("badValues")
    void a_bad_value_gets_one_sentence_and_leaves_nothing(String option, String spelled, String value,
            String allowed) {
        OUTCOMES.get(flag(option, spelled, value, allowed)).expectOneSentence("--" + option, value, "allowed", allowed);
    }

    @ParameterizedTest
    @MethodSource("otherFaults")
    void other_faults_of_a_command_line_get_one_sentence(String line, String first, String second) {
        OUTCOMES.get(words(line, first, second)).expectOneSentence(first, second);
        assertThat(OUTCOMES.get(words(line)).result().err()).doesNotContain("secretive");
    }

    @Test
    void every_option_has_a_bad_value_here() {
        // an option without a value has no bad value, and env (environment variables) has a test of its own
        List<String> others = List.of("env", "attach", "follow_config", "no_prefix", "output_timestamps",
                "remain_after_exit", "restart_with");
        List<String> rows = Stream.concat(badValues().map(row -> (String) row.get()[0]), others.stream()).distinct()
                .collect(Collectors.toList());
        assertThat(rows).containsExactlyInAnyOrderElementsOf(Options.all().stream().map(Option::name).toList());
    }

    @Test
    void a_token_file_that_holds_no_token_is_refused() {
        try (Product product = new Product()) {
            product.script("app.sh", "#!/bin/sh\nexec sleep 1000\n");
            product.file("words", "two words\n");
            Product.Result result = product.dpm("start", "--token-file", "words", "--", "./app.sh");
            new Refused(result, product.files("app.sh", "words"), product.living()).expectOneSentence("--token_file:",
                    "printable characters", "allowed");
        }
    }

    @Test
    void a_bad_value_in_the_environment_names_its_variable() {
        try (Product product = new Product()) {
            product.script("app.sh", "#!/bin/sh\nexec sleep 1000\n");
            Product.Result result = product.with("DPM_LOG_KEEP", "many").dpm("start", "--", "./app.sh");
            new Refused(result, product.files("app.sh"), product.living()).expectOneSentence("DPM_LOG_KEEP: 'many'",
                    "from 0 to 1000");
        }
    }

    /**
     * The name contains a right-to-left override, a character that once turned around the sentence that refused the
     * name.
     */
    @ParameterizedTest
    @ValueSource(strings = {"status %s", "start --name %s -- ./app.sh", "run --name %s -- ./app.sh", "logs %s", "%s",
            "status --%s", "start --memory_threshold %s -- ./app.sh", "run --cwd %s -- ./app.sh", "start -- ./%s",
            "start --config %s", "check %s", "import %s", "incident %s", "signal web %s", "logs --since %s"})
    void what_would_steer_a_terminal_is_shown_by_its_number(String line) {
        try (Product product = new Product()) {
            product.script("app.sh", "#!/bin/sh\nexec sleep 1000\n");
            String evil = "we\u202eb\u2066x\u200fy\u0007z\u001b[2J";
            Product.Result result = product.dpm(line.formatted(evil).split(" "));
            assertThat(result.code()).as(line).isIn(1, 2);
            assertThat(result.out() + result.err()).as(line)
                    .doesNotContain("\u202e", "\u2066", "\u200f", "\u0007", "\u001b");
        }
    }
}
