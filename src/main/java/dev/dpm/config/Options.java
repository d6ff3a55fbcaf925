package dev.dpm.config;

import static dev.dpm.config.Parsers.constant;
import static dev.dpm.config.Parsers.duration;
import static dev.dpm.config.Parsers.integer;
import static dev.dpm.config.Parsers.number;
import static dev.dpm.config.Parsers.text;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
import dev.dpm.config.value.Dependencies;
import dev.dpm.config.value.HostPort;
import dev.dpm.config.value.Quantity;
import dev.dpm.config.value.Schedule;
import dev.dpm.config.value.Stderr;
import dev.dpm.process.CpuList;
import dev.dpm.process.Expression;
import dev.dpm.process.Hook;
import dev.dpm.process.ResourceLimit;
import dev.dpm.process.RunAs;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;

/** All options, in the order of help and documentation. */
public final class Options {

    private static final List<Option<?>> DECLARED = new ArrayList<>();

    private static final String SECONDS = "a number of seconds, 0 or more, such as 5 or 0.5";
    private static final String PORT = "a port number from 0 to 65535 (0: any free one)";

    public static final Option<String> PROCESS_NAME = target("process_name", "NAME", text("the name of a program"))
            .defaults("python").needsRestart()
            .doc("the program that runs the script; without the option a script that is executable and "
                    + "has a #! line runs by itself, and where there is no python, python3 runs it; with "
                    + "--attach the name of the process, or the base name of its argv[0]");
    public static final Option<String> SCRIPT_PATH = target("script_path", "FILE", text("the path of a script"))
            .defaults("target_script.py").needsRestart()
            .doc("the script to run; the words after -- are the script's arguments");
    public static final Option<Duration> RESTART_INTERVAL = target("restart_interval", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("5")
            .doc("seconds before the first restart; 0 means at once");
    public static final Option<Threshold> CPU_THRESHOLD = target("cpu_threshold", "PERCENT", Parsers::cpuThreshold)
            .defaults("80.0").offAt("off")
            .doc("the highest CPU use of the whole process tree, in percent of one core (can exceed "
                    + "100); N%limit: percent of the CPU limit in force (off without a limit); or off");
    public static final Option<Threshold> MEMORY_THRESHOLD = target("memory_threshold", "MIB",
            Parsers::memoryThreshold).defaults("500.0")
            .offAt("off").doc("the highest memory use of the whole process tree, in MiB or with a unit (k M G, Ki Mi "
                    + "Gi, KiB MiB GiB); N%: percent of the lowest cgroup limit that can be read, or of the "
                    + "machine's memory without one; or off");
    public static final Option<Integer> MAX_RESTARTS = target("max_restarts", "N",
            integer(-1, 10_000, "a number of restarts from -1 (no limit) to 10000")).defaults("3")
            .offAt("-1").doc("restarts (with --attach: signals and terminations) allowed within --restart_window; "
                    + "0: the first failure is final, -1: no limit");
    public static final Option<Duration> MONITOR_INTERVAL = target("monitor_interval", "SECONDS",
            duration(Duration.ofSeconds(1), "a number of seconds, at least 1")).defaults("5")
            .doc("seconds between two samples, at least 1");

    public static final Option<TargetName> NAME = target("name", "NAME", Parsers::targetName).onlyIn(Place.FLAG)
            .doc("the target's name; default: from its script or program");
    public static final Option<Integer> INSTANCES = target("instances", "N",
            integer(1, Instances.MOST, "a number of instances from 1 to " + Instances.MOST)).needsRestart()
            .onlyIn(Place.FLAG, Place.FILE)
            .doc("makes N targets of this one, NAME-0 to NAME-(N-1), with their numbers for {instance} in "
                    + "arguments, environment, files and checks; commands take NAME or @NAME for all of them");
    public static final Option<String> GROUP = target("group", "GROUP", Tags::group).onlyIn(Place.FLAG, Place.FILE)
            .doc("the target's group: commands take @GROUP for all targets of a group");
    public static final Option<Map<String, String>> LABELS = target("labels", "KEY=VALUE", Tags::labels).asMapping()
            .onlyIn(Place.FLAG, Place.FILE)
            .doc("a label of the target: commands take -l KEY=VALUE for all targets with this label; repeatable");
    public static final Option<BreachSamples> BREACH_SAMPLES = target("breach_samples", "N", Parsers::breachSamples)
            .defaults("cpu=3,memory=2")
            .needs("cpu_threshold", "memory_threshold")
            .doc("how many consecutive samples over a threshold are a breach: 3 for both thresholds, or "
                    + "cpu=3,memory=2");
    public static final Option<Duration> START_SECONDS = target("start_seconds", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("1")
            .doc("seconds that the process must live before STARTING becomes RUNNING");
    public static final Option<Duration> START_GRACE = target("start_grace", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("0")
            .needs("cpu_threshold", "memory_threshold", "act_before", "http_check", "tcp_check", "exec_check")
            .doc("seconds after the process's start in which thresholds and checks have no effect");
    public static final Option<BreachAction> ON_BREACH = target("on_breach", "ACTION", Parsers::breachAction)
            .defaults("restart")
            .doc("the reaction to a breach: restart, stop, terminate (only with --attach: stop signal, "
                    + "grace period, KILL; the process's own supervisor restarts it), signal:NAME (once per "
                    + "breach, to the main process), unhealthy (only the health turns down), none (only "
                    + "records the breach)");
    public static final Option<MemoryBasis> MEMORY_BASIS = target("memory_basis", "BASIS",
            constant(MemoryBasis.class, "rss, pss or cgroup")).defaults("rss")
            .doc("the figure that counts as memory: rss (sum of the resident sets), pss (shared pages "
                    + "are divided among their users), cgroup (working set of the target's cgroup)");
    public static final Option<Optional<Duration>> ACT_BEFORE = target("act_before", "SECONDS",
            Parsers.orOff(duration(Duration.ofSeconds(1), "a number of seconds, at least 1, or off"))).defaults("off")
            .doc("reacts as to a breach when memory, by its trend, will reach the limit within this many"
                    + " seconds; or off");
    public static final Option<Bytes> MEMORY_LIMIT = target("memory_limit", "BYTES",
            Bytes.in("B", "a number of bytes above 0, also "))
            .doc("the memory limit to assume where none can be read: bytes, or with a unit such as "
                    + "256Mi; the runner does not enforce it");
    public static final Option<Double> CPU_LIMIT = target("cpu_limit", "CORES", Quantity::cores)
            .doc("the CPU limit to assume where none can be read: a number of processors, or a "
                    + "Kubernetes quantity such as 500m; the runner does not enforce it");
    public static final Option<Boolean> AUTOSTART = target("autostart", "WHETHER", Parsers::truth).defaults("true")
            .doc("false: start and run with the target's file do not start the target, only start NAME "
                    + "does");
    public static final Option<RestartMode> RESTART = target("restart", "WHEN",
            constant(RestartMode.class, "always, on-failure or never")).defaults("always")
            .doc("the ends after which the target is launched again: always, on-failure, never");
    public static final Option<Set<Integer>> SUCCESS_EXIT_CODES = target("success_exit_codes", "CODES",
            Parsers::exitCodes).defaults("0")
            .doc("exit codes that count as success, separated by commas; 128 + n stands for an end by "
                    + "signal n as well");
    public static final Option<Duration> RESTART_WINDOW = target("restart_window", "SECONDS",
            duration(Duration.ofSeconds(1), "a number of seconds, at least 1")).defaults("600")
            .doc("seconds of the target's running time within which --max_restarts counts the restarts");
    public static final Option<OnExhausted> ON_EXHAUSTED = target("on_exhausted", "ACTION",
            constant(OnExhausted.class, "stop (without --attach), leave or exit")).defaults("stop")
            .needs("max_restarts")
            .doc("the action when --max_restarts is used up: stop the target, leave it running (given "
                    + "up, unhealthy), exit the runner with 70 (default of run with one target)");
    public static final Option<Double> BACKOFF_FACTOR = target("backoff_factor", "FACTOR",
            number(1, "a number, 1 or more")).defaults("2")
            .doc("the factor by which the wait before each further restart in a row grows");
    public static final Option<Duration> BACKOFF_MAX = target("backoff_max", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("300").doc("the longest wait before a restart");
    public static final Option<Signal> STOP_SIGNAL = target("stop_signal", "SIGNAL", Parsers::signal).defaults("TERM")
            .doc("the signal that asks the target to end");
    public static final Option<Duration> STOP_GRACE = target("stop_grace", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("10").doc("seconds from the stop signal to KILL");
    public static final Option<StopScope> STOP_SCOPE = target("stop_scope", "SCOPE",
            constant(StopScope.class, "tree or main")).defaults("tree")
            .doc("the processes that get the stop signal first: the whole tree, or the main process");
    public static final Option<StopScope> PASS_TO = target("pass_to", "SCOPE",
            constant(StopScope.class, "main or tree")).defaults("main")
            .doc("the processes that get the signals which run passes on: the main process, or the whole"
                    + " tree");
    public static final Option<Optional<String>> PRE_START = hook(Hook.PRE_START)
            .doc("a command line that must end with exit code 0 before each launch, within --start_timeout; a "
                    + "failure is a failed launch; /bin/sh -c runs it like the target; or off");
    public static final Option<Optional<String>> POST_START = hook(Hook.POST_START)
            .doc("a command line that /bin/sh -c runs like the target, each time the target has become RUNNING, for "
                    + "--start_timeout at most; a failure is recorded, and the target continues; or off");
    public static final Option<Optional<String>> STOP_COMMAND = hook(Hook.STOP_COMMAND)
            .doc("a command line that asks the target to end (MAINPID is the target's pid); /bin/sh -c runs it like "
                    + "the target, for --stop_grace at most; processes that still live then get --stop_signal; or "
                    + "off");
    public static final Option<Optional<String>> POST_STOP = hook(Hook.POST_STOP)
            .doc("a command line that /bin/sh -c runs like the target, for --stop_grace at most, when no process of "
                    + "the target is left, also after a crash or a failed launch; the next launch waits for its "
                    + "end; or off");
    public static final Option<Optional<String>> RELOAD_COMMAND = hook(Hook.RELOAD_COMMAND)
            .doc("a command line with which reload NAME makes the target reread its configuration (MAINPID is the "
                    + "target's pid); /bin/sh -c runs it like the target, for --start_timeout at most; or off");
    public static final Option<Optional<Signal>> RELOAD_SIGNAL = target("reload_signal", "SIGNAL",
            Parsers.orOff(Parsers::signal)).defaults("off")
            .doc("the signal with which reload NAME makes the target reread its configuration, such as HUP; the "
                    + "main process gets it; or off");
    public static final Option<ReadyBy> READY = target("ready", "BY",
            constant(ReadyBy.class, "alive, check, notify or output"))
            .defaults("alive")
            .offAt("alive")
            .doc("the evidence that makes a target RUNNING: alive (the target has lived for --start_seconds), check "
                    + "(each check has passed; until then checks run every second, and failures have no effect), "
                    + "notify (the target has sent READY=1 to its NOTIFY_SOCKET, as for systemd), output (see "
                    + "--ready_output)");
    public static final Option<Expression> READY_OUTPUT = target("ready_output", "REGEX", Parsers::expression)
            .doc("a regular expression: the target is RUNNING once a line of its output matches");
    public static final Option<Duration> START_TIMEOUT = target("start_timeout", "SECONDS",
            duration(Duration.ofSeconds(1), "a number of seconds, at least 1")).defaults("90")
            .needs("ready", "ready_output", "pre_start", "post_start", "reload_command")
            .doc("the longest time in STARTING for a target that must show that it is ready; after this time the "
                    + "launch has failed; also the time limit of each --pre_start, --post_start and "
                    + "--reload_command");
    public static final Option<Optional<Duration>> WATCHDOG_SECONDS = target("watchdog_seconds", "SECONDS",
            Parsers.orOff(duration(Duration.ofSeconds(1), "a number of seconds, at least 1, or off"))).defaults("off")
            .needsRestart()
            .doc("the time after which a RUNNING target without a WATCHDOG=1 to its NOTIFY_SOCKET has failed, which "
                    + "causes the reaction of --on_breach; or off");
    public static final Option<Optional<Lifetime>> MAX_RUNTIME = target("max_runtime", "TIME", Lifetime::parse)
            .defaults("off")
            .doc("the age at which a RUNNING target is launched anew, which spends no restart: a time such as 24h, "
                    + "with a jitter 24h±30m or 24h+-30m; or off");
    public static final Option<Optional<Schedule>> SCHEDULE = target("schedule", "CRON", Schedule::parse)
            .defaults("off")
            .doc("the times at which the target runs; between them it rests (--restart never by default): five "
                    + "fields as in crontab(5), such as '0 3 * * *', or @hourly, @daily, @weekly, @monthly, "
                    + "@yearly; or off");
    public static final Option<ZoneId> TIMEZONE = target("timezone", "ZONE", Timing::zone)
            .needs("schedule", "restart_schedule")
            .doc("the time zone of --schedule and --restart_schedule, such as Europe/Berlin; default: the machine's");
    public static final Option<Missed> SCHEDULE_MISSED = target("schedule_missed", "WHAT",
            constant(Missed.class, "skip or once")).defaults("skip")
            .needs("schedule")
            .doc("the fate of a run whose time passed while the runner did not run or the machine slept: skip, or "
                    + "once (one run makes up for all missed ones, as soon as possible)");
    public static final Option<Overlap> SCHEDULE_OVERLAP = target("schedule_overlap", "WHAT",
            constant(Overlap.class, "skip, queue or kill")).defaults("skip")
            .needs("schedule")
            .doc("the fate of a run that is due while the last one lasts: skip, queue (it follows at once), kill "
                    + "(the last run is ended, and the new one begins)");
    public static final Option<Optional<Schedule>> RESTART_SCHEDULE = target("restart_schedule", "CRON",
            Schedule::parse).defaults("off")
            .doc("launches a RUNNING target anew at these times, which spends no restart: a time as for --schedule; or "
                    + "off");
    public static final Option<List<String>> WATCH = target("watch", "GLOB", Watching::globs).repeatable()
            .onlyIn(Place.FLAG, Place.FILE)
            .doc("for developers: restarts the target, which spends no restart, when a file changes that matches: a path "
                    + "from its folder such as src/**/*.py, templates (all below), or . (everything); repeatable");
    public static final Option<List<String>> WATCH_IGNORE = target("watch_ignore", "GLOB", Watching::globs).repeatable()
            .onlyIn(Place.FLAG, Place.FILE)
            .needs("watch")
            .doc("names such as '*.log' and paths such as build/gen that --watch leaves out, besides .git, node_modules, "
                    + "__pycache__, and what editors write while they save; repeatable");
    public static final Option<Duration> WATCH_DEBOUNCE = target("watch_debounce", "SECONDS",
            duration(Duration.ofMillis(10), "a number of seconds, at least 0.01")).defaults("0.5")
            .needs("watch").doc("seconds without a change until a burst of them counts as over, and is answered once");
    public static final Option<WatchAction> WATCH_ACTION = target("watch_action", "ACTION",
            constant(WatchAction.class, "restart or reload")).defaults("restart")
            .needs("watch")
            .doc("what follows from a change: restart, or reload (the target rereads its configuration, as by reload NAME)");
    public static final Option<Dependencies> DEPENDS_ON = target("depends_on", "NAMES", Dependencies::parse)
            .onlyIn(Place.FLAG, Place.FILE)
            .doc("the dependencies of the target, separated by commas, each alone (must be RUNNING), with :healthy "
                    + "(its checks pass) or with :completed (ended with success); the target waits for them before "
                    + "its launch (WAITING), and is stopped before they are");
    public static final Option<Boolean> RESTART_WITH = target("restart_with", "", Parsers::truth).asSwitch()
            .defaults("false").needs("depends_on")
            .doc("restarts the target whenever one of its dependencies is launched again");
    public static final Option<Boolean> ATTACH = target("attach", "", Parsers::truth).asSwitch().defaults("false")
            .needsRestart()
            .doc("supervises a process that another program starts, selected by --process_name, --match,"
                    + " --pid or --pid_file (all given ones must hold); changes these defaults: "
                    + AttachRules.defaultsInWords());
    public static final Option<Expression> MATCH = target("match", "REGEX", Parsers::expression).needsRestart()
            .doc("with --attach: a regular expression to find in the process's arguments, joined by "
                    + "blanks");
    public static final Option<Integer> PID = target("pid", "PID",
            integer(2, 1 << 22, "the pid of a process, from 2 to 4194304")).needsRestart()
            .onlyIn(Place.FLAG, Place.FILE).doc("with --attach: the pid of the process; no other process follows it");
    public static final Option<String> PID_FILE = target("pid_file", "FILE", text("the path of a file"))
            .needsRestart().doc("with --attach: the file that contains the process's pid; with a command: the file to "
                    + "which a program that goes into the background writes the pid of its new main process");
    public static final Option<String> CWD = target("cwd", "FOLDER", text("the path of a folder")).needsRestart()
            .doc("the folder in which the target runs; default: the caller's");
    public static final Option<Map<String, String>> ENV = target("env", "K=V", Parsers::environment).asMapping()
            .needsRestart()
            .onlyIn(Place.FLAG, Place.FILE)
            .doc("an environment variable for the target, overrides the caller's; repeatable");
    public static final Option<List<String>> ENV_FILE = target("env_file", "FILE", Parsers::paths).repeatable()
            .needsRestart()
            .onlyIn(Place.FLAG, Place.FILE)
            .doc("a file with environment variables for the target, in lines of K=V; --env overrides it;"
                    + " repeatable, later files override earlier ones");
    public static final Option<RunAs> USER = target("user", "USER[:GROUP]", Parsers::user).needsRestart()
            .doc("the user that the target runs as, by name or number; needs setpriv (util-linux) and a "
                    + "runner that is root; default: the runner's own user");
    public static final Option<String> UMASK = target("umask", "MODE", ProcessParsers::umask).needsRestart()
            .doc("permission bits that new files of the target lack, in octal such as 0027; default: the"
                    + " caller's");
    public static final Option<Integer> NICE = target("nice", "N",
            integer(-20, 19, "a niceness from -20 (first served) to 19 (last)")).needsRestart()
            .doc("the target's niceness, -20 to 19; a lower one than the runner's own needs root; "
                    + "default: the runner's own");
    public static final Option<Integer> OOM_SCORE_ADJ = target("oom_score_adj", "N",
            integer(-1000, 1000, "a number from -1000 (never killed) to 1000 (killed first)")).needsRestart()
            .doc("how early the kernel's OOM killer chooses the target, -1000 to 1000; a lower value "
                    + "than the runner's own needs root; default: the runner's own");
    public static final Option<CpuList> CPU_AFFINITY = target("cpu_affinity", "CPUS", ProcessParsers::cpus)
            .needsRestart().doc("the processors that the target may run on, such as 0-3,5; default: the runner's own");
    public static final Option<List<ResourceLimit>> RLIMITS = target("rlimits", "NAME=LIMIT", ProcessParsers::rlimits)
            .asMapping().needsRestart()
            .doc("a limit of setrlimit(2) for each process of the target: nofile=65536, core=0, nofile=1024:4096 "
                    + "(soft:hard), stack=unlimited, as=2GiB; a hard limit above the runner's own needs root; repeatable");
    public static final Option<Optional<Bytes>> MEMORY_MAX = target("memory_max", "SIZE",
            Parsers.orOff(ProcessParsers::memoryMax)).defaults("off")
            .doc("the most memory that all processes of the target may use together, such as 512MiB; where that does not "
                    + "suffice, the kernel kills one of them; held by a cgroup of the target's own, which the runner "
                    + "must be able to make; or off");
    public static final Option<Optional<Integer>> CPU_QUOTA = target("cpu_quota", "QUOTA",
            Parsers.orOff(ProcessParsers::cpuQuota)).defaults("off")
            .doc("the most processor time of all processes of the target together: 50% is half a processor, 200% or 2 are"
                    + " two processors; held by a cgroup of the target's own, like memory_max; or off");
    public static final Option<Optional<Integer>> PIDS_MAX = target("pids_max", "N",
            Parsers.orOff(integer(1, 4_194_304, "a number of processes and threads from 1 to 4194304, or off")))
            .defaults("off")
            .doc("the most processes and threads of the target together, at which fork and clone fail; held by a cgroup "
                    + "of the target's own, like memory_max; or off");
    public static final Option<Optional<URI>> HTTP_CHECK = target("http_check", "URL",
            Parsers.orOff(Parsers::checkUrl)).defaults("off")
            .doc("an http or https address that must answer with a status from 200 to 399, or off");
    public static final Option<Optional<HostPort>> TCP_CHECK = target("tcp_check", "HOST:PORT",
            Parsers.orOff(Parsers::hostPort)).defaults("off")
            .doc("a host and port that must accept a connection, or off");
    public static final Option<Optional<String>> EXEC_CHECK = target("exec_check", "CMD",
            Parsers.orOff(text("a command line for /bin/sh, or off"))).defaults("off").asShellLine()
            .doc("a command line that must end with exit code 0; /bin/sh -c runs it like the target"
                    + " (with --attach: like the runner), or off");
    public static final Option<Duration> CHECK_INTERVAL = target("check_interval", "SECONDS",
            duration(Duration.ofSeconds(1), "a number of seconds, at least 1")).defaults("10")
            .needs("http_check", "tcp_check", "exec_check").doc("seconds between two runs of a check, at least 1");
    public static final Option<Duration> CHECK_TIMEOUT = target("check_timeout", "SECONDS",
            duration(Duration.ofMillis(100), "a number of seconds, at least 0.1")).defaults("1")
            .needs("http_check", "tcp_check", "exec_check")
            .doc("seconds after which a check without an answer has failed");
    public static final Option<Integer> CHECK_FAILURES = target("check_failures", "N",
            integer(1, 1000, "a number of checks from 1 to 1000")).defaults("3")
            .needs("http_check", "tcp_check", "exec_check")
            .doc("how many failed checks in a row cause the reaction of --on_breach");
    public static final Option<Duration> EVIDENCE_SECONDS = target("evidence_seconds", "SECONDS",
            duration(Duration.ZERO, SECONDS)).defaults("2")
            .offAt("0").doc("seconds that collecting evidence on a target in trouble may take in all before the "
                    + "runner acts; 0: collects none");
    public static final Option<Optional<String>> ON_INCIDENT = target("on_incident", "CMD",
            Parsers.orOff(text("a command line for /bin/sh, or off"))).defaults("off").asShellLine()
            .needs("evidence_seconds")
            .doc("a command line that collects further evidence; /bin/sh -c runs it with the incident's "
                    + "facts in its environment (DPM_INCIDENT_...), and its output is kept; or off");
    public static final Option<Stdout> OUTPUT = target("output", "WHERE", Stdout::parse).defaults("file")
            .needsRestart()
            .offAt("null", "inherit")
            .doc("where the target's stdout and stderr go: file, inherit (default of run with one "
                    + "target), both (a file, and the stdout of run line by line; default of run with several"
                    + " targets), null, journald or syslog (a file, and from it to that service), or the absolute path "
                    + "of a file, which is rotated like the target's log");
    public static final Option<Boolean> OUTPUT_TIMESTAMPS = target("output_timestamps", "", Parsers::truth).asSwitch()
            .defaults("false").needsRestart()
            .doc("writes the time in front of each line of the target's log; the target writes to a second file, "
                    + "from which the runner copies");
    public static final Option<Stderr> STDERR = target("stderr", "WHERE", Stderr::parse).defaults("merge")
            .needsRestart()
            .offAt("merge", "null")
            .doc("where the target's stderr goes: merge (where stdout goes), apart (a log file of its own, NAME.err.log), "
                    + "null, or the absolute path of a file, which is rotated like the target's log");
    public static final Option<OutputMode> STDIN = target("stdin", "WHERE",
            Parsers::stdin).defaults("null").needsRestart().onlyIn(Place.FLAG)
            .doc("the target's stdin: null, or inherit (only for run with one target; the default there "
                    + "if stdin is a terminal and the output is inherited)");

    public static final Option<String> CONFIG = runner("config", "FILE", text("the path of a YAML file"))
            .onlyIn(Place.FLAG, Place.ENVIRONMENT)
            .doc("a YAML file, all of whose targets are started; together with --attach, a file without targets, "
                    + "whose defaults apply to the attached one");
    public static final Option<Boolean> FOLLOW_CONFIG = runner("follow_config", "", Parsers::truth).asSwitch()
            .defaults("false").onlyIn(Place.FLAG, Place.ENVIRONMENT)
            .doc("checks every two seconds whether a configuration file has changed, also through a symbolic link, "
                    + "as in a mounted ConfigMap, and then reloads; a file with a fault changes nothing");
    public static final Option<ConsoleMode> CONSOLE = runner("console", "WHEN",
            constant(ConsoleMode.class, "on, on-demand or off")).defaults("on-demand")
            .offAt("off").doc("when console, API, health and metrics run: on (default of run), on-demand (default of "
                    + "start: the runner listens on the ports, and the first connection starts them), off (no"
                    + " ports)");
    public static final Option<Integer> PORT_NUMBER = runner("port", "PORT", integer(0, 65535, PORT)).defaults("9180")
            .needs("console").doc("port of the console and the API");
    public static final Option<String> HOST = runner("host", "ADDRESS", Parsers::address)
            .defaults("127.0.0.1")
            .needs("console").doc("address of the console; an address other than loopback needs an explicit token");
    public static final Option<Integer> MANAGEMENT_PORT = runner("management_port", "PORT", integer(0, 65535, PORT))
            .defaults("9181").needs("console").doc("port of health and metrics");
    public static final Option<String> MANAGEMENT_HOST = runner("management_host", "ADDRESS",
            Parsers::address).defaults("127.0.0.1").needs("console").doc("address of health and metrics");
    public static final Option<String> TOKEN_FILE = runner("token_file", "FILE", text("the path of a file"))
            .needs("console")
            .doc("the file with the console's token; default: DPM_HOME/token, made at the first start");
    public static final Option<Integer> TLS_PORT = runner("tls_port", "PORT",
            integer(0, 65535, "a port number from 1 to 65535, or 0 for none")).defaults("0")
            .offAt("0")
            .doc("the port on which the API answers over TLS, on every address, for the token in --tls_folder; 0: none");
    public static final Option<String> TLS_FOLDER = runner("tls_folder", "FOLDER", text("the path of a folder"))
            .needs("tls_port")
            .doc("the folder with tls.crt, tls.key (PEM) and token for --tls_port, such as a mounted Kubernetes "
                    + "Secret; the files may appear late, and a changed file is read again");
    public static final Option<Set<String>> ALLOWED_HOSTS = runner("allowed_hosts", "NAMES", Parsers::hostNames)
            .needs("console")
            .doc("further Host names that the console accepts, separated by commas; default: loopback names");
    public static final Option<Set<Signal>> STOP_ON = runner("stop_on", "SIGNALS", Parsers::stopSignals).repeatable()
            .defaults("TERM,INT")
            .doc("the signals that make run stop the targets and the runner, separated by commas (HUP as"
                    + " well if a terminal may send it and this option is not given); run passes all others "
                    + "on to the targets, see --pass_to; QUIT belongs to the JVM; repeatable");
    public static final Option<Boolean> NO_PREFIX = runner("no_prefix", "", Parsers::truth).asSwitch().defaults("false")
            .doc("for run with several targets: shows their lines without name and time");
    public static final Option<OwnCgroup> OWN_CGROUP = runner("own_cgroup", "WHEN",
            constant(OwnCgroup.class, "auto or off")).defaults("auto")
            .doc("auto: each launch gets its own cgroup where one can be made, so that a stop finds "
                    + "every process of the launch (the cgroup limits nothing); off: none");
    public static final Option<LogLevel> LOG_LEVEL = runner("log_level", "LEVEL",
            constant(LogLevel.class, "ERROR, WARN, INFO, DEBUG or TRACE")).defaults("INFO")
            .doc("the level of the runner's own log: ERROR, WARN, INFO, DEBUG, TRACE");
    public static final Option<LogFormat> LOG_FORMAT = runner("log_format", "FORMAT",
            constant(LogFormat.class, "text or json")).defaults("text")
            .doc("the format of the runner's own log: text or json");
    public static final Option<Bytes> LOG_MAX_SIZE = runner("log_max_size", "SIZE",
            Bytes.in("B", "a number of bytes above 0, also ")).defaults("10MiB").forTargetsToo()
            .needs("output", "stderr")
            .doc("the size at which the log is rotated: bytes, or with a unit such as 10MiB; in a file also for "
                    + "single targets");
    public static final Option<Integer> LOG_KEEP = runner("log_keep", "N",
            integer(0, 1000, "a number of files from 0 to 1000")).defaults("5").forTargetsToo()
            .needs("output", "stderr").doc("how many rotated log files are kept; in a file also for single targets");
    public static final Option<Duration> LOG_RETENTION = runner("log_retention", "TIME",
            duration(Duration.ofSeconds(1), "a time such as 7d, 12h or 3600")).defaults("7d").forTargetsToo()
            .needs("output", "stderr")
            .doc("the age after which rotated log files are deleted; in a file also for single targets");

    public static final Option<Integer> INCIDENT_KEEP = runner("incident_keep", "N",
            integer(1, 10_000, "a number of incidents from 1 to 10000")).defaults("100")
            .doc("how many incidents are kept; the first of a series is kept longest");
    public static final Option<Duration> INCIDENT_RETENTION = runner("incident_retention", "TIME",
            duration(Duration.ofSeconds(1), "a time such as 30d, 12h or 3600")).defaults("30d")
            .doc("the age after which incidents are deleted; the newest ten of each target are kept whatever their age");
    public static final Option<Bytes> INCIDENT_BYTES = runner("incident_bytes", "SIZE",
            Bytes.in("B", "a number of bytes above 0, also ")).defaults("50MiB")
            .doc("the disk space for all incidents together: bytes, or with a unit such as 50MiB");
    public static final Option<String> TERMINATION_MESSAGE = runner("termination_message", "PATH",
            text("the path of a file"))
            .doc("in a pod: the file from which Kubernetes takes the reason of a container's end "
                    + "(terminationMessagePath); the runner writes to it why a target ended or was restarted;"
                    + " {pid} stands for the target's main process, as in "
                    + "/proc/{pid}/root/dev/termination-log; default: none");

    public static final Option<Boolean> REMAIN_AFTER_EXIT = runner("remain_after_exit", "", Parsers::truth).asSwitch()
            .defaults("false")
            .doc("run continues when every target is at rest, as a service that waits for start; a file "
                    + "with this option may name no targets");

    private static final List<Option<?>> ALL = List.copyOf(DECLARED);

    private Options() {
    }

    /** Every option, in the order of the documentation. */
    public static List<Option<?>> all() {
        return ALL;
    }

    public static List<Option<?>> ofAttached() {
        return ALL.stream().filter(Option::isChangedLive).filter(AttachRules::isForAttached).toList();
    }

    public static Optional<String> defaultOfAttached(Option<?> option) {
        return AttachRules.defaultOf(option).or(option::defaultText);
    }

    public static List<String> names(Place place) {
        return ALL.stream().filter(option -> option.isAllowedIn(place)).map(Option::name).toList();
    }

    /** Finds an option by its name with underscores or hyphens. */
    public static Optional<Option<?>> byName(String name) {
        String seedSpelling = name.replace('-', '_');
        return ALL.stream().filter(option -> option.name().equals(seedSpelling)).findFirst();
    }

    private static Option.Builder<Optional<String>> hook(Hook hook) {
        return target(hook.option(), "CMD", Parsers.orOff(text("a command line for /bin/sh, or off"))).defaults("off")
                .asShellLine();
    }

    private static <T> Option.Builder<T> target(String name, String metavar, Option.Parser<T> parser) {
        return new Option.Builder<>(DECLARED, name, Option.Scope.TARGET, metavar, parser);
    }

    private static <T> Option.Builder<T> runner(String name, String metavar, Option.Parser<T> parser) {
        return new Option.Builder<>(DECLARED, name, Option.Scope.RUNNER, metavar, parser);
    }
}
