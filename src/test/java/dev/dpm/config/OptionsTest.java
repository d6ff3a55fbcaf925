package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.Option.Place;
import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.Readiness.ReadyBy;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.RestartRules.OnExhausted;
import dev.dpm.config.RestartRules.RestartMode;
import dev.dpm.config.RunnerSpec.ConsoleMode;
import dev.dpm.config.RunnerSpec.LogFormat;
import dev.dpm.config.RunnerSpec.LogLevel;
import dev.dpm.config.RunnerSpec.OwnCgroup;
import dev.dpm.config.Thresholds.BreachSamples;
import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.config.Timing.Missed;
import dev.dpm.config.Timing.Overlap;
import dev.dpm.config.Watching.WatchAction;
import dev.dpm.config.value.BadValue;
import dev.dpm.config.value.Dependencies;
import dev.dpm.config.value.HostPort;
import dev.dpm.config.value.Schedule;
import dev.dpm.config.value.Stderr;
import dev.dpm.process.CpuList;
import dev.dpm.process.Expression;
import dev.dpm.process.ResourceLimit;
import dev.dpm.process.ResourceLimit.Kind;
import dev.dpm.process.RunAs;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;

class OptionsTest {

    private static final String SECONDS = "a number of seconds, 0 or more";

    /**
     * One option: its default (null: none), a valid text with its value, an invalid text and the words for what is
     * allowed.
     */
    record Row(Option<?> option, Object byDefault, String good, Object value, String bad, String allowed) {
        @Override
        public String toString() {
            return option.name();
        }
    }

    static List<Row> rows() {
        return List.of(
                new Row(Options.PROCESS_NAME, "python", "ruby", "ruby", "", "the name of a program"),
                new Row(Options.SCRIPT_PATH, "target_script.py", "a b.py", "a b.py", "a\nb", "the path of a script"),
                new Row(Options.RESTART_INTERVAL, seconds(5), "0", Duration.ZERO, "-1", SECONDS),
                new Row(Options.CPU_THRESHOLD, new Threshold.At(80), "150.5", new Threshold.At(150.5), "abc",
                        "a percentage of one core above 0, a part of the CPU limit such as 90%limit, or off"),
                new Row(Options.MEMORY_THRESHOLD, new Threshold.At(500L << 20), "1.5GiB",
                        new Threshold.At(1536L << 20), "120%",
                        "; a part is above 0 % and at most 100 %"),
                new Row(Options.MAX_RESTARTS, 3, "-1", -1, "-2", "from -1 (no limit) to 10000"),
                new Row(Options.MONITOR_INTERVAL, seconds(5), "1", seconds(1), "0.5", "seconds, at least 1"),
                new Row(Options.NAME, null, "web-1", new TargetName("web-1"), "Web", "1 to 63 characters of a-z"),
                new Row(Options.INSTANCES, null, "4", 4, "0", "a number of instances from 1 to 1000"),
                new Row(Options.GROUP, null, "shop.eu", "shop.eu", "@shop", "1 to 63 characters of A-Z a-z 0-9 . _ -"),
                new Row(Options.LABELS, null, "tier=back" + Settings.SEPARATOR + "dpm.dev/eu=,a=1",
                        Map.of("tier", "back", "dpm.dev/eu", "", "a", "1"), "tier=back,tier=front",
                        "KEY=VALUE, each key once"),
                new Row(Options.BREACH_SAMPLES, new BreachSamples(3, 2), "cpu=5,memory=1", new BreachSamples(5, 1),
                        "cpu=0", "from 1 to 1000, or cpu=N,memory=N"),
                new Row(Options.START_SECONDS, seconds(1), "2.5", Duration.ofMillis(2500), "soon", SECONDS),
                new Row(Options.START_GRACE, Duration.ZERO, "30", seconds(30), "NaN", SECONDS),
                new Row(Options.ON_BREACH, BreachAction.of(BreachAction.Kind.RESTART), "signal:USR1",
                        new BreachAction(BreachAction.Kind.SIGNAL, Optional.of(new Signal(10))), "explode",
                        "restart or stop (without --attach), terminate (with --attach), signal:NAME, unhealthy or none"),
                new Row(Options.MEMORY_BASIS, MemoryBasis.RSS, "cgroup", MemoryBasis.CGROUP, "vsz",
                        "rss, pss or cgroup"),
                new Row(Options.ACT_BEFORE, Optional.empty(), "90", Optional.of(seconds(90)), "0",
                        "a number of seconds, at least 1, or off"),
                new Row(Options.MEMORY_LIMIT, null, "256Mi", new Bytes(256L << 20), "256 Mo",
                        "a number of bytes above 0"),
                new Row(Options.CPU_LIMIT, null, "500m", 0.5, "0", "a number of processors above 0"),
                new Row(Options.AUTOSTART, true, "false", false, "no", "true or false"),
                new Row(Options.RESTART, RestartMode.ALWAYS, "on-failure", RestartMode.ON_FAILURE, "sometimes",
                        "always, on-failure or never"),
                new Row(Options.SUCCESS_EXIT_CODES, Set.of(0), "0,143", Set.of(0, 143), "256", "from 0 to 255"),
                new Row(Options.RESTART_WINDOW, seconds(600), "1h", seconds(3600), "0", "seconds, at least 1"),
                new Row(Options.ON_EXHAUSTED, OnExhausted.STOP, "leave", OnExhausted.LEAVE, "quit",
                        "stop (without --attach), leave or exit"),
                new Row(Options.BACKOFF_FACTOR, 2.0, "1", 1.0, "0.9", "a number, 1 or more"),
                new Row(Options.BACKOFF_MAX, seconds(300), "5m", seconds(300), "1e3", SECONDS),
                new Row(Options.STOP_SIGNAL, new Signal(15), "SIGINT", new Signal(2), "SIGNOPE",
                        "a signal by name or number"),
                new Row(Options.STOP_GRACE, seconds(10), "0.25", Duration.ofMillis(250), "Infinity", SECONDS),
                new Row(Options.STOP_SCOPE, StopScope.TREE, "main", StopScope.MAIN, "group", "tree or main"),
                new Row(Options.PASS_TO, StopScope.MAIN, "tree", StopScope.TREE, "group", "main or tree"),
                new Row(Options.PRE_START, Optional.empty(), "./migrate", Optional.of("./migrate"), " ",
                        "a command line for /bin/sh"),
                new Row(Options.POST_START, Optional.empty(), "./announce", Optional.of("./announce"), " ",
                        "a command line for /bin/sh"),
                new Row(Options.STOP_COMMAND, Optional.empty(), "nginx -s quit", Optional.of("nginx -s quit"), " ",
                        "a command line for /bin/sh"),
                new Row(Options.POST_STOP, Optional.empty(), "rm -f web.pid", Optional.of("rm -f web.pid"), " ",
                        "a command line for /bin/sh"),
                new Row(Options.RELOAD_COMMAND, Optional.empty(), "nginx -s reload", Optional.of("nginx -s reload"),
                        " ",
                        "a command line for /bin/sh"),
                new Row(Options.RELOAD_SIGNAL, Optional.empty(), "HUP", Optional.of(Signal.HUP), "FOO",
                        "a signal by name or number"),
                new Row(Options.READY, ReadyBy.ALIVE, "check", ReadyBy.CHECK, "soon",
                        "alive, check, notify or output"),
                new Row(Options.READY_OUTPUT, null, "listening on", Expression.of("listening on"), "[",
                        "a regular expression"),
                new Row(Options.START_TIMEOUT, seconds(90), "5m", seconds(300), "0", "seconds, at least 1"),
                new Row(Options.WATCHDOG_SECONDS, Optional.empty(), "30", Optional.of(seconds(30)), "0.5",
                        "seconds, at least 1, or off"),
                new Row(Options.MAX_RUNTIME, Optional.empty(), "24h±30m",
                        Optional.of(new Lifetime(Duration.ofHours(24), Duration.ofMinutes(30))), "1h±2h",
                        "smaller jitter"),
                new Row(Options.SCHEDULE, Optional.empty(), "0  3 * * 1-5", schedule("0 3 * * 1-5"), "61 * * * *",
                        "five fields as in crontab(5)"),
                new Row(Options.TIMEZONE, null, "Europe/Berlin", ZoneId.of("Europe/Berlin"), "Mars/Olympus",
                        "a time zone of the tz database such as Europe/Berlin"),
                new Row(Options.SCHEDULE_MISSED, Missed.SKIP, "once", Missed.ONCE, "twice", "skip or once"),
                new Row(Options.SCHEDULE_OVERLAP, Overlap.SKIP, "kill", Overlap.KILL, "both", "skip, queue or kill"),
                new Row(Options.RESTART_SCHEDULE, Optional.empty(), "@weekly", schedule("@weekly"), "0 0 30 2 *",
                        "no day of any year matches this one"),
                new Row(Options.WATCH, null, "src/**/*.py", List.of("src/**/*.py"), "[", "patterns of paths"),
                new Row(Options.WATCH_IGNORE, null, "*.log", List.of("*.log"), "{a", "patterns of paths"),
                new Row(Options.WATCH_DEBOUNCE, Duration.ofMillis(500), "2", seconds(2), "0", "at least 0.01"),
                new Row(Options.WATCH_ACTION, WatchAction.RESTART, "reload", WatchAction.RELOAD, "stop",
                        "restart or reload"),
                new Row(Options.DEPENDS_ON, null, "db:healthy, cache", new Dependencies(Map.of(
                        new TargetName("db"), Dependencies.Condition.HEALTHY,
                        new TargetName("cache"), Dependencies.Condition.STARTED)), "db:ready",
                        "names of targets, separated by commas"),
                new Row(Options.RESTART_WITH, false, "True", true, "sometimes", "true or false"),
                new Row(Options.ATTACH, false, "True", true, "", "true or false"),
                new Row(Options.MATCH, null, "app:api$", Expression.of("app:api$"), "(", "a regular expression"),
                new Row(Options.PID, null, "4711", 4711, "1", "the pid of a process"),
                new Row(Options.PID_FILE, null, "/run/web.pid", "/run/web.pid", " ", "the path of a file"),
                new Row(Options.CWD, null, "/srv", "/srv", " ", "the path of a folder"),
                new Row(Options.ENV, null, "A=1" + Settings.SEPARATOR + "B=x=y", Map.of("A", "1", "B", "x=y"), "=1",
                        "K=V, K not empty"),
                new Row(Options.ENV_FILE, null, "a.env" + Settings.SEPARATOR + "b c.env",
                        List.of("a.env", "b c.env"), "a.env" + Settings.SEPARATOR, "the path of a file"),
                new Row(Options.USER, null, "www-data:4", new RunAs("www-data", Optional.of("4")), "a b",
                        "a user by name or number"),
                new Row(Options.UMASK, null, "0o27", "0027", "0800", "an octal number from 0 to 0777"),
                new Row(Options.NICE, null, "-5", -5, "20", "from -20 (first served) to 19 (last)"),
                new Row(Options.OOM_SCORE_ADJ, null, "1000", 1000, "1001", "from -1000 (never killed) to 1000"),
                new Row(Options.CPU_AFFINITY, null, "0-1, 3", new CpuList(new TreeSet<>(List.of(0, 1, 3))), "3-1",
                        "numbers of processors from 0 to 8191 and ranges of them"),
                new Row(Options.RLIMITS, null, "RLIMIT_NOFILE=1024:4096" + Settings.SEPARATOR + "core=0,as=2GiB",
                        List.of(new ResourceLimit(Kind.AS, 2L << 30, 2L << 30), new ResourceLimit(Kind.CORE, 0, 0),
                                new ResourceLimit(Kind.NOFILE, 1024, 4096)),
                        "nofile=4096:1024", "SOFT not above HARD"),
                new Row(Options.MEMORY_MAX, Optional.empty(), "1.5GiB", Optional.of(new Bytes(1536L << 20)), "512",
                        "off, or a size of at least 1MiB"),
                new Row(Options.CPU_QUOTA, Optional.empty(), "50%", Optional.of(500), "0.5%",
                        "from 1% to 100000%, such as 50%, a number of processors such as 1.5, or off"),
                new Row(Options.PIDS_MAX, Optional.empty(), "100", Optional.of(100), "0",
                        "a number of processes and threads from 1 to 4194304, or off"),
                new Row(Options.HTTP_CHECK, Optional.empty(), "http://127.0.0.1:8000/healthz?full=1",
                        Optional.of(URI.create("http://127.0.0.1:8000/healthz?full=1")), "ftp://127.0.0.1/",
                        "an http or https address with a host"),
                new Row(Options.TCP_CHECK, Optional.empty(), "[::1]:5432", Optional.of(new HostPort("::1", 5432)),
                        "localhost", "HOST:PORT, such as 127.0.0.1:5432"),
                new Row(Options.EXEC_CHECK, Optional.empty(), "pg_isready -q", Optional.of("pg_isready -q"), " ",
                        "a command line for /bin/sh"),
                new Row(Options.CHECK_INTERVAL, seconds(10), "1", seconds(1), "0.5", "seconds, at least 1"),
                new Row(Options.CHECK_TIMEOUT, seconds(1), "0.1", Duration.ofMillis(100), "0", "at least 0.1"),
                new Row(Options.CHECK_FAILURES, 3, "1", 1, "0", "from 1 to 1000"),
                new Row(Options.EVIDENCE_SECONDS, seconds(2), "0", Duration.ZERO, "-1", SECONDS),
                new Row(Options.ON_INCIDENT, Optional.empty(), "py-spy dump", Optional.of("py-spy dump"), " ",
                        "a command line for /bin/sh"),
                new Row(Options.OUTPUT, Stdout.of(OutputMode.FILE), "/var/log/x.log",
                        new Stdout(OutputMode.PATH, "/var/log/x.log"), "console",
                        "file, inherit, both, null, journald, syslog, or the absolute path of a file"),
                new Row(Options.OUTPUT_TIMESTAMPS, false, "true", true, "often", "true or false"),
                new Row(Options.STDERR, new Stderr(Stderr.Mode.MERGE, ""), "/var/log/x.err",
                        new Stderr(Stderr.Mode.PATH, "/var/log/x.err"), "errors.log",
                        "merge, apart, null, or the absolute path of a file"),
                new Row(Options.STDIN, OutputMode.NULL, "inherit", OutputMode.INHERIT, "file", "null or inherit"),
                new Row(Options.CONFIG, null, "dpm.yaml", "dpm.yaml", "", "the path of a YAML file"),
                new Row(Options.FOLLOW_CONFIG, false, "true", true, "often", "true or false"),
                new Row(Options.CONSOLE, ConsoleMode.ON_DEMAND, "off", ConsoleMode.OFF, "later",
                        "on, on-demand or off"),
                new Row(Options.PORT_NUMBER, 9180, "0", 0, "65536", "a port number from 0 to 65535"),
                new Row(Options.HOST, "127.0.0.1", "::1", "::1", "a b", "an address of this machine"),
                new Row(Options.MANAGEMENT_PORT, 9181, "65535", 65535, "-0", "a port number from 0 to 65535"),
                new Row(Options.MANAGEMENT_HOST, "127.0.0.1", "0.0.0.0", "0.0.0.0", "http://x",
                        "an address of this machine"),
                new Row(Options.TOKEN_FILE, null, "token", "token", "", "the path of a file"),
                new Row(Options.TLS_PORT, 0, "9443", 9443, "65536", "from 1 to 65535, or 0 for none"),
                new Row(Options.TLS_FOLDER, null, "/etc/dpm/fleet", "/etc/dpm/fleet", "", "the path of a folder"),
                new Row(Options.ALLOWED_HOSTS, null, "Dpm.example.org, b", Set.of("dpm.example.org", "b"), "a,,b",
                        "host names separated by commas"),
                new Row(Options.STOP_ON, Set.of(Signal.TERM, Signal.INT), "WINCH, sigterm",
                        Set.of(new Signal(28), Signal.TERM), "QUIT", "set STOPSIGNAL TERM"),
                new Row(Options.NO_PREFIX, false, "true", true, "", "true or false"),
                new Row(Options.OWN_CGROUP, OwnCgroup.AUTO, "off", OwnCgroup.OFF, "maybe", "auto or off"),
                new Row(Options.LOG_LEVEL, LogLevel.INFO, "debug", LogLevel.DEBUG, "LOUD",
                        "ERROR, WARN, INFO, DEBUG or TRACE"),
                new Row(Options.LOG_FORMAT, LogFormat.TEXT, "json", LogFormat.JSON, "xml", "text or json"),
                new Row(Options.LOG_MAX_SIZE, new Bytes(10L << 20), "64KiB", new Bytes(64L << 10), "0",
                        "a number of bytes above 0, also with k M G T"),
                new Row(Options.LOG_KEEP, 5, "0", 0, "1001", "from 0 to 1000"),
                new Row(Options.LOG_RETENTION, Duration.ofDays(7), "12h", Duration.ofHours(12), "7 weeks",
                        "a time such as 7d, 12h or 3600"),
                new Row(Options.INCIDENT_KEEP, 100, "1", 1, "0", "from 1 to 10000"),
                new Row(Options.INCIDENT_RETENTION, Duration.ofDays(30), "12h", Duration.ofHours(12), "0",
                        "a time such as 30d, 12h or 3600"),
                new Row(Options.INCIDENT_BYTES, new Bytes(50L << 20), "1MiB", new Bytes(1L << 20), "0",
                        "a number of bytes above 0, also with k M G T"),
                new Row(Options.TERMINATION_MESSAGE, null, "/dev/termination-log", "/dev/termination-log", "",
                        "the path of a file"),
                new Row(Options.REMAIN_AFTER_EXIT, false, "true", true, "maybe", "true or false"));
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1500", "2, 2000", "200%, 2000", "12.5 %, 125", "1%, 10", "0.01, 10", "1000, 1000000"})
    void a_quota_of_processor_time_is_a_percentage_or_a_number_of_processors(String text, int millis)
            throws BadValue {
        assertThat(Options.CPU_QUOTA.parse(text)).contains(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "-1", "0", "0%", "0.5%", "0.009", "1001", "100001%", "1e3", "50 percent", "500m"})
    void a_quota_of_processor_time_is_bounded(String text) {
        assertThatThrownBy(() -> Options.CPU_QUOTA.parse(text)).isInstanceOf(BadValue.class)
                .hasMessageContaining("such as 50%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nofile", "nofile=", "nofile=-1", "nofile=x", "nofile=1:2:3", "nofile=1k", "files=1",
            "core=0,core=1", "core=0,RLIMIT_CORE=0", "nofile=unlimited:5", "=5"})
    void a_limit_that_is_none_is_refused(String text) {
        assertThatThrownBy(() -> Options.RLIMITS.parse(text)).isInstanceOf(BadValue.class)
                .hasMessageContaining("NAME one of as core cpu").hasMessageContaining("or unlimited");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 0000
            7, 0007
            22, 0022
            022, 0022
            00777, 0777
            0O22, 0022
            """)
    void a_umask_is_octal_however_it_is_written(String text, String mask) throws Exception {
        assertThat(Options.UMASK.parse(text)).isEqualTo(mask);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            90%limit, 90
            90 %limit, 90
            0.5%LIMIT, 0.5
            100%limit, 100
            """)
    void a_cpu_threshold_may_be_a_part_of_the_limit(String text, double percent) throws BadValue {
        assertThat(Options.CPU_THRESHOLD.parse(text)).isEqualTo(new Threshold.Share(percent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"90%", "%limit", "0%limit", "101%limit", "-1%limit", "limit", "90%limits"})
    void a_part_of_the_cpu_limit_is_written_in_one_way(String text) {
        assertThatThrownBy(() -> Options.CPU_THRESHOLD.parse(text)).isInstanceOf(BadValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0%", "%", "101%", "-5%", "85%%", "85%limit", "NaN%"})
    void a_part_of_the_memory_limit_is_a_percentage(String text) throws BadValue {
        assertThat(Options.MEMORY_THRESHOLD.parse("85 %")).isEqualTo(new Threshold.Share(85));
        assertThatThrownBy(() -> Options.MEMORY_THRESHOLD.parse(text)).isInstanceOf(BadValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"256Mi", "256mi", "256mib", "256MiB", "256MIB", "262144Ki", "0.25Gi", "0.25gib", "256 MiB"})
    void every_size_takes_each_spelling_of_a_unit(String text) throws BadValue {
        assertThat(Options.MEMORY_THRESHOLD.parse(text)).isEqualTo(new Threshold.At(256L << 20));
        assertThat(Options.MEMORY_LIMIT.parse(text)).isEqualTo(new Bytes(256L << 20));
        assertThat(Options.LOG_MAX_SIZE.parse(text)).isEqualTo(new Bytes(256L << 20));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            100k, 100000
            128M, 128000000
            2G,   2000000000
            2g,   2000000000
            3T,   3000000000000
            """)
    void thousands_are_thousands_in_every_size(String text, long bytes) throws BadValue {
        assertThat(Options.MEMORY_THRESHOLD.parse(text)).isEqualTo(new Threshold.At(bytes));
        assertThat(Options.MEMORY_LIMIT.parse(text)).isEqualTo(new Bytes(bytes));
        assertThat(Options.LOG_MAX_SIZE.parse(text)).isEqualTo(new Bytes(bytes));
    }

    @Test
    void a_bare_number_counts_in_the_unit_of_its_option() throws BadValue {
        assertThat(Options.MEMORY_THRESHOLD.parse("256")).isEqualTo(new Threshold.At(256L << 20));
        assertThat(Options.MEMORY_LIMIT.parse("268435456")).isEqualTo(new Bytes(256L << 20));
        assertThat(Options.LOG_MAX_SIZE.parse("268435456")).isEqualTo(new Bytes(256L << 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "-1", "1e3", "99999999Ti", "64m", "256mb", "256 Mo", "1.5.5Gi"})
    void every_size_refuses_what_is_none_and_names_the_units(String text) {
        for (Option<?> option : List.of(Options.MEMORY_THRESHOLD, Options.MEMORY_LIMIT, Options.LOG_MAX_SIZE)) {
            assertThatThrownBy(() -> option.parse(text)).as(option.name()).isInstanceOf(BadValue.class)
                    .hasMessageContaining("k M G T").hasMessageContaining("Ki Mi Gi Ti")
                    .hasMessageContaining("KiB MiB GiB TiB");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,             0 KiB
            35840,         35 KiB
            222717542,     212.4 MiB
            1610612736,    1.50 GiB
            2199023255552, 2048.00 GiB
            """)
    void a_size_is_written_in_one_way(double bytes, String words) {
        assertThat(Bytes.words(bytes)).isEqualTo(words);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void every_option_has_its_row_in_the_table() {
        assertThat(rows().stream().map(Row::option)).containsExactlyElementsOf(Options.all());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void has_its_default(Row row) {
        assertThat(Settings.none().find(row.option())).isEqualTo(Optional.ofNullable(row.byDefault()));
    }

    private static Object schedule(String text) {
        try {
            return Schedule.parse(text);
        } catch (BadValue e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takes_a_good_value(Row row) throws BadValue {
        assertThat((Object) row.option().parse(row.good())).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refuses_a_bad_value_and_says_what_is_allowed(Row row) {
        assertThatThrownBy(() -> row.option().parse(row.bad())).isInstanceOf(BadValue.class)
                .hasMessageContaining(row.allowed());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void is_found_in_both_spellings_and_documented(Row row) {
        assertThat(Options.byName(row.option().name())).contains(row.option());
        assertThat(Options.byName(row.option().hyphenFlag().substring(2))).contains(row.option());
        assertThat(row.option().doc()).isNotBlank();
        assertThat(row.option().isAllowedIn(Place.FLAG)).isTrue();
    }

    static Stream<Option<?>> numbers() {
        return Stream.of(Options.CPU_THRESHOLD, Options.MEMORY_THRESHOLD, Options.RESTART_INTERVAL,
                Options.MAX_RESTARTS, Options.MONITOR_INTERVAL, Options.BACKOFF_FACTOR, Options.PORT_NUMBER,
                Options.LOG_MAX_SIZE, Options.BREACH_SAMPLES, Options.SUCCESS_EXIT_CODES);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void refuses_what_looks_like_a_number_and_is_none(Option<?> option) {
        for (String text : List.of("", " ", "NaN", "Infinity", "-Infinity", "1e3", "-0", "-0.0", "0x10", "1_000", "٣",
                "+5", ".5", "5.", "5,5x", "9".repeat(400), "180%", "180%limit", "80%%", "1 2",
                "five")) {
            assertThatThrownBy(() -> option.parse(text)).as("%s '%s'", option, text).isInstanceOf(BadValue.class);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            5s,     5000
            ' 5 ',  5000
            0.5,    500
            250ms,  250
            2m,     120000
            1D,     86400000
            3650d,  315360000000
            """)
    void reads_times_with_and_without_unit(String text, long millis) throws BadValue {
        assertThat(Options.STOP_GRACE.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            3651d,           at most 3650d
            999999999999999, at most 3650d
            """)
    void names_the_longest_time(String text, String allowed) {
        assertThatThrownBy(() -> Options.STOP_GRACE.parse(text)).hasMessageContaining(allowed);
    }

    @Test
    void names_the_largest_size() {
        assertThatThrownBy(() -> Options.MEMORY_THRESHOLD.parse("99999TiB")).hasMessageContaining("at most 8192TiB");
    }

    @Test
    void off_switches_a_threshold_off() throws BadValue {
        assertThat(Options.CPU_THRESHOLD.parse("off")).isEqualTo(Threshold.OFF);
        assertThat(Options.MEMORY_THRESHOLD.parse("OFF")).isEqualTo(Threshold.OFF);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            4,            4, 4
            cpu=7,        7, 2
            memory=7,     3, 7
            'memory=1, cpu=2', 2, 1
            """)
    void reads_breach_samples(String text, int cpu, int memory) throws BadValue {
        assertThat(Options.BREACH_SAMPLES.parse(text)).isEqualTo(new BreachSamples(cpu, memory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:///x", "http://", "https://:80/", "http://u:p@h/", "http://h:0/", "http://h:65536/",
            "http://h h/", "h:80", "/x", "file:///etc/passwd", "http://h/\r\nX: y", ""})
    void an_address_to_check_is_a_web_address_with_a_host(String text) {
        assertThatThrownBy(() -> Options.HTTP_CHECK.parse(text)).isInstanceOf(BadValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {":80", "h:", "h:0", "h:65536", "::1:80", "[::1]", "h:80:80", "h:8x", "[h:80", "a b:80"})
    void an_address_to_connect_to_has_host_and_port(String text) {
        assertThatThrownBy(() -> Options.TCP_CHECK.parse(text)).isInstanceOf(BadValue.class);
    }

    @Test
    void a_check_is_switched_off_like_a_threshold() throws BadValue {
        assertThat(Options.HTTP_CHECK.parse("off")).isEmpty();
        assertThat(Options.TCP_CHECK.parse("OFF")).isEmpty();
        assertThat(Options.EXEC_CHECK.parse(" off ")).isEmpty();
        assertThat(Options.TCP_CHECK.parse("[::1]:80").orElseThrow()).hasToString("[::1]:80");
    }

    @Test
    void words_are_ascii() {
        assertThatThrownBy(() -> Options.OUTPUT.parse("fıle")).isInstanceOf(BadValue.class);
    }

    @Test
    void a_variable_given_twice_is_refused_without_its_value() {
        assertThatThrownBy(() -> Options.ENV.parse("A=secret" + Settings.SEPARATOR + "A=2"))
                .hasMessageContaining("A is given twice").hasMessageNotContaining("secret");
    }

    @Test
    void every_constant_is_in_the_list_at_its_place() throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : Options.class.getFields()) {
            constants.add(field.get(null));
        }

        assertThat(constants).containsExactlyElementsOf(Options.all());
    }

    @Test
    void a_default_is_parsed_once_however_often_it_is_read() {
        AtomicInteger parsed = new AtomicInteger();
        Option<Integer> option = new Option.Builder<Integer>(new ArrayList<>(), "tries", Option.Scope.TARGET, "N",
                text -> parsed.addAndGet(Integer.parseInt(text))).defaults("7").doc("how often");

        assertThat(List.of(Settings.none().get(option), Settings.none().get(option))).containsExactly(7, 7);
        assertThat(parsed).hasValue(7);
    }

    @Test
    void a_default_that_is_no_value_of_its_option_is_found_where_it_is_declared() {
        Option.Builder<Integer> option = new Option.Builder<>(new ArrayList<>(), "tries", Option.Scope.TARGET, "N",
                Parsers.integer(0, 9, "a digit")).defaults("ten");

        assertThatThrownBy(() -> option.doc("how often")).hasMessageContaining("--tries").hasMessageContaining("ten");
    }
}
