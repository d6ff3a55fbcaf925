package dev.dpm.config;

import static dev.dpm.config.Parsers.constant;
import static dev.dpm.config.Parsers.duration;
import static dev.dpm.config.Parsers.integer;
import static dev.dpm.config.Parsers.number;
import static dev.dpm.config.Parsers.text;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.config.Option.Place;
import dev.dpm.config.RestartRules.OnExhausted;
import dev.dpm.config.RestartRules.RestartMode;
import dev.dpm.config.Thresholds.BreachSamples;
import dev.dpm.process.CpuList;
import dev.dpm.process.Expression;
import dev.dpm.process.ResourceLimit;
import dev.dpm.process.RunAs;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;

/**
 * The list of all options, in the order in which help and documentation show them. The first seven names are given by
 * the specification.
 */
public final class Options {

    /** Filled by the declarations below, in their order. */
    private static final List<Option<?>> DECLARED = new ArrayList<>();

    private static final String SECONDS = "a number of seconds, 0 or more, such as 5 or 0.5";
    private static final String PORT = "a port number from 0 to 65535 (0: any free one)";

    public static final Option<String> PROCESS_NAME = target("process_name", "NAME", text("the name of a program"))
            .defaults("python").needsRestart()
            .doc("the program that runs the script (python3 where there is no python; "
                    + "not given, and the script is executable with a #! line: the script runs by itself); "
                    + "with --attach the process to look for, by its name or the base name of its argv[0]");
    public static final Option<String> SCRIPT_PATH = target("script_path", "FILE", text("the path of a script"))
            .defaults("target_script.py").needsRestart().doc("the script to run; what follows -- are its arguments");
    public static final Option<Duration> RESTART_INTERVAL = target("restart_interval", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("5")
            .doc("seconds before the first restart; 0 means at once");
    public static final Option<Threshold> CPU_THRESHOLD = target("cpu_threshold", "PERCENT", Parsers::cpuThreshold)
            .defaults("80.0").doc("percent of one core, the whole process tree together (can exceed 100); "
                    + "N%limit: percent of the CPU limit in force (off where there is none); or off");
    public static final Option<Threshold> MEMORY_THRESHOLD = target("memory_threshold", "MIB",
            Parsers::memoryThreshold).defaults("500.0")
            .doc("MiB, or with a unit (k M G, Ki Mi Gi, KiB MiB GiB), the whole process tree together; N%: percent of the lowest "
                    + "cgroup limit that can be read (where there is none, of the machine); or off");
    public static final Option<Integer> MAX_RESTARTS = target("max_restarts", "N",
            integer(-1, 10_000, "a number of restarts from -1 (no limit) to 10000")).defaults("3")
            .doc("restarts (with --attach: signals and terminations) allowed within --restart_window; "
                    + "0: the first failure is final, -1: no limit");
    public static final Option<Duration> MONITOR_INTERVAL = target("monitor_interval", "SECONDS",
            duration(Duration.ofSeconds(1), "a number of seconds, at least 1")).defaults("5")
            .doc("seconds between two samples, at least 1");

    public static final Option<TargetName> NAME = target("name", "NAME", Parsers::targetName).onlyIn(Place.FLAG)
            .doc("the target's name; default: from its script or program");
    public static final Option<String> GROUP = target("group", "GROUP", Tags::group).onlyIn(Place.FLAG, Place.FILE)
            .doc("the group it belongs to: commands take @GROUP for all targets of a group");
    public static final Option<Map<String, String>> LABELS = target("labels", "KEY=VALUE", Tags::labels).asMapping()
            .onlyIn(Place.FLAG, Place.FILE)
            .doc("a label: commands take -l KEY=VALUE for all targets that have it; repeatable");
    public static final Option<BreachSamples> BREACH_SAMPLES = target("breach_samples", "N", Parsers::breachSamples)
            .defaults("cpu=3,memory=2")
            .doc("consecutive samples over a threshold that make a breach: 3 for both, or cpu=3,memory=2");
    public static final Option<Duration> START_SECONDS = target("start_seconds", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("1").doc("alive that long, STARTING becomes RUNNING");
    public static final Option<Duration> START_GRACE = target("start_grace", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("0")
            .doc("seconds after the process's start in which thresholds and checks are not judged");
    public static final Option<BreachAction> ON_BREACH = target("on_breach", "ACTION", Parsers::breachAction)
            .defaults("restart")
            .doc("restart, stop, terminate (only with --attach: stop signal, grace, KILL; somebody else "
                    + "restarts it), signal:NAME (once per breach, to the main process), "
                    + "unhealthy (only turns health down), none (records what it would have done)");
    public static final Option<MemoryBasis> MEMORY_BASIS = target("memory_basis", "BASIS",
            constant(MemoryBasis.class, "rss, pss or cgroup")).defaults("rss")
            .doc("what counts as memory: rss (resident sets, summed), pss (shared pages divided), "
                    + "cgroup (working set of its cgroup)");
    public static final Option<Optional<Duration>> ACT_BEFORE = target("act_before", "SECONDS",
            Parsers.orOff(duration(Duration.ofSeconds(1), "a number of seconds, at least 1, or off"))).defaults("off")
            .doc("acts as on a breach when, by its trend, memory will reach the limit within so many seconds; or off");
    public static final Option<Bytes> MEMORY_LIMIT = target("memory_limit", "BYTES",
            Bytes.in("B", "a number of bytes above 0, also "))
            .doc("the memory limit where none can be read: bytes, or with a unit such as 256Mi; "
                    + "enforces nothing");
    public static final Option<Double> CPU_LIMIT = target("cpu_limit", "CORES", Quantity::cores)
            .doc("the CPU limit where none can be read: processors, or a Kubernetes quantity such as 500m; "
                    + "enforces nothing");
    public static final Option<Boolean> AUTOSTART = target("autostart", "WHETHER", Parsers::truth).defaults("true")
            .doc("false: start and run with its file know the target and do not start it, start NAME does");
    public static final Option<RestartMode> RESTART = target("restart", "WHEN",
            constant(RestartMode.class, "always, on-failure or never")).defaults("always")
            .doc("after which ends to launch again: always, on-failure, never");
    public static final Option<Set<Integer>> SUCCESS_EXIT_CODES = target("success_exit_codes", "CODES",
            Parsers::exitCodes).defaults("0")
            .doc("exit codes that are no failure, separated by commas; 128 + n is also an end by signal n");
    public static final Option<Duration> RESTART_WINDOW = target("restart_window", "SECONDS",
            duration(Duration.ofSeconds(1), "a number of seconds, at least 1")).defaults("600")
            .doc("seconds of the target's own running time in which --max_restarts counts");
    public static final Option<OnExhausted> ON_EXHAUSTED = target("on_exhausted", "ACTION",
            constant(OnExhausted.class, "stop, leave or exit")).defaults("stop")
            .doc("restarts used up: stop the target, leave it running (given up, unhealthy), "
                    + "exit the runner with 70 (default of run with one target)");
    public static final Option<Double> BACKOFF_FACTOR = target("backoff_factor", "FACTOR",
            number(1, "a number, 1 or more")).defaults("2")
            .doc("each further restart in a row waits this many times longer");
    public static final Option<Duration> BACKOFF_MAX = target("backoff_max", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("300").doc("the longest wait before a restart");
    public static final Option<Signal> STOP_SIGNAL = target("stop_signal", "SIGNAL", Parsers::signal).defaults("TERM")
            .doc("the signal that asks the target to end");
    public static final Option<Duration> STOP_GRACE = target("stop_grace", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("10").doc("seconds from the stop signal to KILL");
    public static final Option<StopScope> STOP_SCOPE = target("stop_scope", "SCOPE",
            constant(StopScope.class, "tree or main")).defaults("tree")
            .doc("who gets the stop signal first: the whole tree, or the main process");
    public static final Option<StopScope> PASS_TO = target("pass_to", "SCOPE",
            constant(StopScope.class, "main or tree")).defaults("main")
            .doc("who gets the signals that run passes on: the main process, or the whole tree");
    public static final Option<ReadyBy> READY = target("ready", "BY", constant(ReadyBy.class, "alive or check"))
            .defaults("alive")
            .doc("what makes it RUNNING: alive (it has lived for --start_seconds), check (each of its checks has passed; "
                    + "asked every second until then, and no failure is acted upon)");
    public static final Option<Duration> START_TIMEOUT = target("start_timeout", "SECONDS",
            duration(Duration.ofSeconds(1), "a number of seconds, at least 1")).defaults("90")
            .doc("with --ready check: STARTING for longer than this is a failed launch");
    public static final Option<Dependencies> DEPENDS_ON = target("depends_on", "NAMES", Dependencies::parse)
            .onlyIn(Place.FLAG, Place.FILE)
            .doc("the targets that have to be there before it is launched, separated by commas, each alone (RUNNING) or "
                    + "with :healthy (its checks pass) or :completed (ended with success); it waits for them (WAITING), "
                    + "and is stopped before them");
    public static final Option<Boolean> RESTART_WITH = target("restart_with", "", Parsers::truth).asSwitch()
            .defaults("false").doc("restarted whenever a target that it depends on is launched again");
    public static final Option<Boolean> ATTACH = target("attach", "", Parsers::truth).asSwitch().defaults("false")
            .needsRestart()
            .doc("supervises a process that somebody else starts, chosen by --process_name, --match, --pid or "
                    + "--pid_file (several must all hold); changes these defaults: " + AttachRules.defaultsInWords());
    public static final Option<Expression> MATCH = target("match", "REGEX", Parsers::expression).needsRestart()
            .doc("with --attach: a regular expression found in the process's arguments, joined by blanks");
    public static final Option<Integer> PID = target("pid", "PID",
            integer(2, 1 << 22, "the pid of a process, from 2 to 4194304")).needsRestart()
            .onlyIn(Place.FLAG, Place.FILE).doc("with --attach: this one process, and none after it");
    public static final Option<String> PID_FILE = target("pid_file", "FILE", text("the path of a file"))
            .needsRestart().doc("with --attach: the process whose pid stands in this file; beside a command: where a "
                    + "program that puts itself into the background writes its pid, which becomes the main process");
    public static final Option<String> CWD = target("cwd", "FOLDER", text("the path of a folder")).needsRestart()
            .doc("the folder the target runs in; default: the caller's");
    public static final Option<Map<String, String>> ENV = target("env", "K=V", Parsers::environment).asMapping()
            .needsRestart()
            .onlyIn(Place.FLAG, Place.FILE).doc("a variable for the target, over the caller's environment; repeatable");
    public static final Option<List<String>> ENV_FILE = target("env_file", "FILE", Parsers::paths).repeatable()
            .needsRestart()
            .onlyIn(Place.FLAG, Place.FILE)
            .doc("a file of variables for the target, lines of K=V; --env goes over it; repeatable, later ones win");
    public static final Option<RunAs> USER = target("user", "USER[:GROUP]", Parsers::user).needsRestart()
            .doc("whom the target runs as, by name or number; needs setpriv (util-linux) and a runner that is root; "
                    + "default: the runner's own user");
    public static final Option<String> UMASK = target("umask", "MODE", ProcessParsers::umask).needsRestart()
            .doc("permission bits that the target's new files do not get, octal such as 0027; default: the caller's");
    public static final Option<Integer> NICE = target("nice", "N",
            integer(-20, 19, "a niceness from -20 (first served) to 19 (last)")).needsRestart()
            .doc("the target's niceness, -20 to 19; lower than the runner's own needs root; default: the runner's own");
    public static final Option<Integer> OOM_SCORE_ADJ = target("oom_score_adj", "N",
            integer(-1000, 1000, "a number from -1000 (never killed) to 1000 (killed first)")).needsRestart()
            .doc("how soon the kernel's OOM killer takes the target, -1000 to 1000; lower than the runner's own needs "
                    + "root; default: the runner's own");
    public static final Option<CpuList> CPU_AFFINITY = target("cpu_affinity", "CPUS", ProcessParsers::cpus)
            .needsRestart().doc("the processors that the target may run on, such as 0-3,5; default: the runner's own");
    public static final Option<List<ResourceLimit>> RLIMITS = target("rlimits", "NAME=LIMIT", ProcessParsers::rlimits)
            .asMapping().needsRestart()
            .doc("a limit of setrlimit(2) for each process of the target: nofile=65536, core=0, nofile=1024:4096 "
                    + "(soft:hard), stack=unlimited, as=2GiB; a hard limit above the runner's own needs root; repeatable");
    public static final Option<Optional<URI>> HTTP_CHECK = target("http_check", "URL",
            Parsers.orOff(Parsers::checkUrl)).defaults("off")
            .doc("an http or https address that must answer with 200 to 399, or off");
    public static final Option<Optional<HostPort>> TCP_CHECK = target("tcp_check", "HOST:PORT",
            Parsers.orOff(Parsers::hostPort)).defaults("off")
            .doc("an address that must accept a connection, or off");
    public static final Option<Optional<String>> EXEC_CHECK = target("exec_check", "CMD",
            Parsers.orOff(text("a command line for /bin/sh, or off"))).defaults("off").asShellLine()
            .doc("a command line, run by /bin/sh -c as the target is (with --attach: as the runner), that must end with 0, or off");
    public static final Option<Duration> CHECK_INTERVAL = target("check_interval", "SECONDS",
            duration(Duration.ofSeconds(1), "a number of seconds, at least 1")).defaults("10")
            .doc("seconds between two runs of a check, at least 1");
    public static final Option<Duration> CHECK_TIMEOUT = target("check_timeout", "SECONDS",
            duration(Duration.ofMillis(100), "a number of seconds, at least 0.1")).defaults("1")
            .doc("seconds after which a check that has not answered has failed");
    public static final Option<Integer> CHECK_FAILURES = target("check_failures", "N",
            integer(1, 1000, "a number of checks from 1 to 1000")).defaults("3")
            .doc("failed checks in a row that are answered as --on_breach says");
    public static final Option<Duration> EVIDENCE_SECONDS = target("evidence_seconds", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("2")
            .doc("seconds that the looks at a target in trouble may take, all together, before it is acted upon; "
                    + "0: none are taken");
    public static final Option<Optional<String>> ON_INCIDENT = target("on_incident", "CMD",
            Parsers.orOff(text("a command line for /bin/sh, or off"))).defaults("off").asShellLine()
            .doc("a command line, run by /bin/sh -c as one of the looks, with the incident's facts in its environment "
                    + "(DPM_INCIDENT_...); its output is kept; or off");
    public static final Option<OutputMode> OUTPUT = target("output", "WHERE",
            constant(OutputMode.class, "file, inherit, both or null")).defaults("file").needsRestart()
            .doc("where the target's stdout and stderr go: file, inherit (default of run with one target), both (a file, "
                    + "and its lines on the stdout of run; default of run with several), null");
    public static final Option<OutputMode> STDIN = target("stdin", "WHERE",
            Parsers::stdin).defaults("null").needsRestart().onlyIn(Place.FLAG)
            .doc("the target's stdin: null, or inherit (only run with one target; its default where stdin is a "
                    + "terminal and the output is inherited)");

    public static final Option<String> CONFIG = runner("config", "FILE", text("the path of a YAML file"))
            .onlyIn(Place.FLAG, Place.ENVIRONMENT).doc("a YAML file; every target in it is taken");
    public static final Option<Boolean> FOLLOW_CONFIG = runner("follow_config", "", Parsers::truth).asSwitch()
            .defaults("false").onlyIn(Place.FLAG, Place.ENVIRONMENT)
            .doc("looks every two seconds whether a configuration file changed, also where a symbolic link leads to it, as "
                    + "in a mounted ConfigMap, and does then what reload does; a file with a fault changes nothing");
    public static final Option<ConsoleMode> CONSOLE = runner("console", "WHEN",
            constant(ConsoleMode.class, "on, on-demand or off")).defaults("on-demand")
            .doc("when console, API, health and metrics are there: on (default of run), on-demand (default of start: the "
                    + "ports are listened on, the first connection boots what is behind them and is answered), off (no ports)");
    public static final Option<Integer> PORT_NUMBER = runner("port", "PORT", integer(0, 65535, PORT)).defaults("9180")
            .doc("port of the console and the API");
    public static final Option<String> HOST = runner("host", "ADDRESS", Parsers::address)
            .defaults("127.0.0.1")
            .doc("address of the console; other than loopback only with a token given explicitly");
    public static final Option<Integer> MANAGEMENT_PORT = runner("management_port", "PORT", integer(0, 65535, PORT))
            .defaults("9181").doc("port of health and metrics");
    public static final Option<String> MANAGEMENT_HOST = runner("management_host", "ADDRESS",
            Parsers::address).defaults("127.0.0.1").doc("address of health and metrics");
    public static final Option<String> TOKEN_FILE = runner("token_file", "FILE", text("the path of a file"))
            .doc("a file that holds the console's token; default: DPM_HOME/token, made at the first start");
    public static final Option<Set<String>> ALLOWED_HOSTS = runner("allowed_hosts", "NAMES", Parsers::hostNames)
            .doc("further Host names the console answers to, separated by commas; default: loopback names");
    public static final Option<Set<Signal>> STOP_ON = runner("stop_on", "SIGNALS", Parsers::stopSignals).repeatable()
            .defaults("TERM,INT")
            .doc("run: the signals that stop the targets and the runner, separated by commas (HUP too where a terminal "
                    + "may send it and this option is not given); the others are passed on to the targets, see --pass_to; "
                    + "QUIT is the JVM's and goes nowhere; repeatable");
    public static final Option<Boolean> NO_PREFIX = runner("no_prefix", "", Parsers::truth).asSwitch().defaults("false")
            .doc("run with several targets: their lines without name and time in front");
    public static final Option<OwnCgroup> OWN_CGROUP = runner("own_cgroup", "WHEN",
            constant(OwnCgroup.class, "auto or off")).defaults("auto")
            .doc("auto: each launch gets a cgroup of its own where one can be made, so that a stop knows every process "
                    + "of it; it limits nothing; off: none");
    public static final Option<LogLevel> LOG_LEVEL = runner("log_level", "LEVEL",
            constant(LogLevel.class, "ERROR, WARN, INFO, DEBUG or TRACE")).defaults("INFO")
            .doc("of the runner's own log: ERROR, WARN, INFO, DEBUG, TRACE");
    public static final Option<LogFormat> LOG_FORMAT = runner("log_format", "FORMAT",
            constant(LogFormat.class, "text or json")).defaults("text").doc("of the runner's own log: text or json");
    public static final Option<Bytes> LOG_MAX_SIZE = runner("log_max_size", "SIZE",
            Bytes.in("B", "a number of bytes above 0, also ")).defaults("10MiB")
            .doc("the log is rotated at this size: bytes, or with a unit such as 10MiB");
    public static final Option<Integer> LOG_KEEP = runner("log_keep", "N",
            integer(0, 1000, "a number of files from 0 to 1000")).defaults("5").doc("rotated files that are kept");
    public static final Option<Duration> LOG_RETENTION = runner("log_retention", "TIME",
            duration(Duration.ofSeconds(1), "a time such as 7d, 12h or 3600")).defaults("7d")
            .doc("rotated files older than this are deleted");

    public static final Option<Integer> INCIDENT_KEEP = runner("incident_keep", "N",
            integer(1, 10_000, "a number of incidents from 1 to 10000")).defaults("100")
            .doc("incidents that are kept, the first of a series longest");
    public static final Option<Duration> INCIDENT_RETENTION = runner("incident_retention", "TIME",
            duration(Duration.ofSeconds(1), "a time such as 30d, 12h or 3600")).defaults("30d")
            .doc("incidents older than this are deleted");
    public static final Option<Bytes> INCIDENT_BYTES = runner("incident_bytes", "SIZE",
            Bytes.in("B", "a number of bytes above 0, also ")).defaults("50MiB")
            .doc("what all incidents together may take on disk: bytes, or with a unit such as 50MiB");
    public static final Option<String> TERMINATION_MESSAGE = runner("termination_message", "PATH",
            text("the path of a file"))
            .doc("in a pod: the file in which kubernetes looks for the reason of a container's end "
                    + "(terminationMessagePath); what ends or restarts a target is written there; {pid} in it stands for "
                    + "the target's main process, as in /proc/{pid}/root/dev/termination-log; default: none");

    public static final Option<Boolean> REMAIN_AFTER_EXIT = runner("remain_after_exit", "", Parsers::truth).asSwitch()
            .defaults("false").doc("run goes on when every target is at rest, as a service that waits for start; "
                    + "a file that says so may name no targets");

    private static final List<Option<?>> ALL = List.copyOf(DECLARED);

    private Options() {
    }

    /** Every option, in the order of the documentation. */
    public static List<Option<?>> all() {
        return ALL;
    }

    /** Options for a process that somebody else starts, without those that select it. */
    public static List<Option<?>> ofAttached() {
        return ALL.stream().filter(Option::isChangedLive).filter(AttachRules::isForAttached).toList();
    }

    /** The names of the options that may be written in a place. */
    public static List<String> names(Place place) {
        return ALL.stream().filter(option -> option.isAllowedIn(place)).map(Option::name).toList();
    }

    /** The option for a name in either spelling: {@code cpu_threshold} or {@code cpu-threshold}. */
    public static Optional<Option<?>> byName(String name) {
        String seedSpelling = name.replace('-', '_');
        return ALL.stream().filter(option -> option.name().equals(seedSpelling)).findFirst();
    }

    private static <T> Option.Builder<T> target(String name, String metavar, Option.Parser<T> parser) {
        return new Option.Builder<>(DECLARED, name, Option.Scope.TARGET, metavar, parser);
    }

    private static <T> Option.Builder<T> runner(String name, String metavar, Option.Parser<T> parser) {
        return new Option.Builder<>(DECLARED, name, Option.Scope.RUNNER, metavar, parser);
    }
}
