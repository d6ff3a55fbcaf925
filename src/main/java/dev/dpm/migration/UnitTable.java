package dev.dpm.migration;

import static dev.dpm.migration.Rule.as;
import static dev.dpm.migration.Rule.carried;
import static dev.dpm.migration.Rule.left;
import static dev.dpm.migration.Rule.turned;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.ProgramName;
import dev.dpm.process.Signal;

/** How each key of the section [Service] is carried over (systemd.service(5), systemd.exec(5), systemd.kill(5)). */
final class UnitTable {

    private static final Pattern SANDBOX = Pattern
            .compile("(Protect|Private|Restrict|Read(Only|Write)|Inaccessible|Capability|"
                    + "Ambient|NoNewPriv|System[Cc]all|Lock[Pp]ersonality|MemoryDeny|RemoveIPC|Device|IPAddress|Secure|"
                    + "Bind(ReadOnly)?Paths|TemporaryFile|Root|Mount|ExecPaths|NoExecPaths|Proc(Subset)?|SELinux|AppArmor|Smack|UtmpI|"
                    + "UserNamespace|DynamicUser|SupplementaryGroups|PAMName|KeyringMode|Socket(Bind|User|Group)|"
                    + "ManagedOOM|Coredump|Personality|LoadCredential|SetCredential|ImportCredential|BPF|NetworkN|IPCN).*");
    private static final Pattern FOLDER = Pattern
            .compile("(Runtime|State|Cache|Logs|Configuration)Directory(Mode|Preserve)?");
    private static final Pattern LIMIT = Pattern.compile("Limit([A-Z]+)");
    /** The names of the exit codes from 64 on, in ascending order (sysexits.h). */
    private static final List<String> EXIT_CODES = List.of("USAGE", "DATAERR", "NOINPUT", "NOUSER", "NOHOST",
            "UNAVAILABLE", "SOFTWARE", "OSERR", "OSFILE", "CANTCREAT", "IOERR", "TEMPFAIL", "PROTOCOL", "NOPERM",
            "CONFIG");
    private static final int FIRST_NAMED_CODE = 64;
    private static final int KILLED = 128;
    private static final String TERMINAL = "a target has no terminal and an empty stdin";

    static final Map<String, Rule> SERVICE = table();

    private UnitTable() {
    }

    /** The rule of a key. Some rules apply to all keys with the same beginning. */
    static Rule of(String name) {
        Rule rule = SERVICE.get(name);
        if (rule != null) {
            return rule;
        }
        if (LIMIT.matcher(name).matches()) {
            return UnitTable::limit;
        }
        if (FOLDER.matcher(name).matches()) {
            return left("make the folder once, for the target's user");
        }
        return left(SANDBOX.matcher(name).matches()
                ? "a target is not shut in; run dpm-runner itself in a unit with this line, and it holds for all targets"
                : "it is no key of a service known here");
    }

    /**
     * Whether an empty value of a key has a meaning of its own, such as "no capabilities". An empty value of any other key
     * removes the key's earlier values.
     */
    static boolean isSetByNothing(String name) {
        return name.equals("CapabilityBoundingSet");
    }

    private static Map<String, Rule> table() {
        Map<String, Rule> table = new HashMap<>();
        for (String read : List.of("ExecStart", "ExecStartPre", "ExecStartPost", "ExecStop", "ExecStopPost",
                "ExecReload",
                "Environment", "Type", "RemainAfterExit", "Group", "KillMode", "SendSIGKILL",
                "NotifyAccess", "GuessMainPID", "PIDFile", "RestartForceExitStatus",
                "PassEnvironment", "CPUAccounting", "MemoryAccounting", "TasksAccounting", "IOAccounting",
                "BlockIOAccounting", "IPAccounting", "RestartMode")) {
            table.put(read, carried());
        }
        table.put("Restart", UnitTable::restart);
        table.put("RestartSec", turned("restart_interval", Values::seconds));
        table.put("RestartMaxDelaySec", turned("backoff_max", Values::seconds));
        table.put("RestartSteps", left("write backoff_factor and backoff_max"));
        table.put("TimeoutStopSec", time("stop_grace"));
        table.put("TimeoutStartSec", time("start_timeout"));
        table.put("TimeoutSec", (key, draft) -> {
            time("stop_grace").apply(key, draft);
            time("start_timeout").apply(key, draft);
        });
        table.put("TimeoutAbortSec", left("one grace holds for every stop"));
        table.put("RuntimeMaxSec", time("max_runtime"));
        table.put("WatchdogSec", time("watchdog_seconds"));
        table.put("KillSignal", as("stop_signal"));
        table.put("RestartKillSignal", left("one stop_signal holds for every stop"));
        table.put("FinalKillSignal", left("the last signal is always KILL"));
        table.put("SendSIGHUP", left("only stop_signal is sent"));
        table.put("User", as("user"));
        table.put("WorkingDirectory", UnitTable::folder);
        table.put("EnvironmentFile", UnitTable::file);
        table.put("UMask", as("umask", "the target has the umask of the shell that starts it: set it there"));
        table.put("Nice", as("nice"));
        table.put("OOMScoreAdjust", as("oom_score_adj"));
        table.put("CPUAffinity",
                (key, draft) -> draft.put("cpu_affinity", String.join(",", key.text().strip().split("[\\s,]+")), key));
        table.put("MemoryMax", limited("memory_max", Values::size));
        table.put("MemoryLimit", table.get("MemoryMax"));
        table.put("CPUQuota", limited("cpu_quota", Values::processors));
        table.put("TasksMax", limited("pids_max", Values::tasks));
        table.put("SyslogIdentifier", left("lines in journald and syslog bear the target's name"));
        table.put("SyslogLevelPrefix", (key, draft) -> {
            if (!Values.truth(key.text()).orElse(true)) {
                draft.left(key, "a <3> in front of a line is its severity in journald and syslog");
            }
        });
        table.put("SyslogLevel", left("lines have the severity info, or what they begin with: <0> to <7>"));
        table.put("SyslogFacility", left("lines have the facility daemon"));
        table.put("StartLimitIntervalSec", (key, draft) -> {
            // the value 0 means that starts are not limited, see {@link UnitReader}
            if (!Values.seconds(key.text()).filter("0"::equals).isPresent()) {
                time("restart_window").apply(key, draft);
            }
        });
        table.put("StartLimitInterval", table.get("StartLimitIntervalSec"));
        table.put("StartLimitBurst", turned("max_restarts", UnitTable::restarts));
        table.put("StandardOutput", UnitTable::output);
        table.put("StandardError", UnitTable::errors);
        table.put("StandardInput", (key, draft) -> {
            if (!key.text().equals("null")) {
                draft.left(key, TERMINAL);
            }
        });
        for (String name : List.of("TTYPath", "TTYReset", "TTYVHangup", "TTYVTDisallocate")) {
            table.put(name, left(TERMINAL));
        }
        for (String name : List.of("OOMPolicy", "IOSchedulingClass", "IOSchedulingPriority", "CPUSchedulingPolicy",
                "CPUSchedulingPriority", "CPUWeight", "CPUShares", "IOWeight", "BlockIOWeight", "MemoryHigh",
                "MemoryLow",
                "MemoryMin", "MemorySwapMax", "Slice", "TimerSlackNSec", "NUMAPolicy", "NUMAMask",
                "CPUSchedulingResetOnFork")) {
            table.put(name, left("write chrt, ionice or systemd-run in front of the command, or set it for the unit of "
                    + "dpm-runner"));
        }
        for (String name : List.of("Delegate", "DelegateSubgroup", "DelegateControllers")) {
            table.put(name, left("no cgroup is handed to a target; a program that makes cgroups itself, as a container "
                    + "runtime does, stays a unit of systemd"));
        }
        for (String name : List.of("LogRateLimitIntervalSec", "LogRateLimitBurst")) {
            table.put(name, left("output is bounded by log_max_size and log_keep, and not by lines a second"));
        }
        for (String name : List.of("LogLevelMax", "LogExtraFields", "LogNamespace", "LogFilterPatterns")) {
            table.put(name, left("lines are kept as the program writes them"));
        }
        table.put("BusName", left("write a check that asks whether the program answers"));
        table.put("Sockets", left("no socket is handed to a target; let the program listen by itself"));
        table.put("FileDescriptorStoreMax", left("no descriptors are kept for a target"));
        table.put("IgnoreSIGPIPE", left("targets begin with the default of SIGPIPE"));
        table.put("UnsetEnvironment", left("start dpm-runner without these variables"));
        table.put("RestartPreventExitStatus", UnitTable::codes);
        table.put("SuccessExitStatus", table.get("RestartPreventExitStatus"));
        table.put("ExecCondition", left("write it in front of the command: sh -c 'CONDITION && exec PROGRAM'"));
        return Map.copyOf(table);
    }

    /** Makes a rule for a resource limit. The value {@code infinity} means that there is no limit. */
    private static Rule limited(String option, Function<String, Optional<String>> turn) {
        return (key, draft) -> {
            if (key.text().equals("infinity")) {
                draft.entries().remove(option);
            } else {
                turned(option, turn).apply(key, draft);
            }
        };
    }

    private static Rule time(String option) {
        return (key, draft) -> {
            if (key.text().equals("infinity") || key.text().equals("0")) {
                draft.left(key, "there is no time without an end; write " + option + " with a large number");
            } else {
                turned(option, Values::seconds).apply(key, draft);
            }
        };
    }

    private static Optional<String> restarts(String text) {
        return Values.count(text).map(starts -> Values.restarts(String.valueOf(Math.max(0, starts - 1))));
    }

    /**
     * Converts exit codes, names of sysexits.h and signals to numbers. A signal becomes 128 plus its number. Empty: a word is
     * not valid.
     */
    static Optional<String> codes(String text) {
        List<Optional<String>> codes = Stream.of(text.strip().split("[\\s,]+")).map(UnitTable::code).toList();
        return codes.stream().allMatch(Optional::isPresent)
                ? Optional.of("0," + codes.stream().map(Optional::orElseThrow).collect(Collectors.joining(",")))
                : Optional.empty();
    }

    private static void codes(Key key, Draft draft) {
        turned("success_exit_codes", text -> codes(text).map(codes -> draft.value("success_exit_codes")
                .map(earlier -> earlier + codes.substring(1)).orElse(codes))).apply(key, draft);
    }

    private static Optional<String> code(String word) {
        int named = EXIT_CODES.indexOf(word);
        if (named >= 0) {
            return Optional.of(String.valueOf(FIRST_NAMED_CODE + named));
        }
        return word.matches("[0-9]{1,3}")
                ? Optional.of(word)
                : Signal.parse(word).map(signal -> String.valueOf(KILLED + signal.number()));
    }

    private static void restart(Key key, Draft draft) {
        switch (key.text()) {
            case "no" -> draft.put("restart", "never", key);
            case "always" -> draft.put("restart", "always", key);
            case "on-failure" -> draft.put("restart", "on-failure", key);
            case "on-abnormal", "on-abort", "on-watchdog" -> {
                draft.put("restart", "on-failure", key);
                draft.note(key,
                        "carried over as on-failure, which also restarts after an exit code that is no success");
            }
            case "on-success" -> {
                draft.put("restart", "always", key);
                draft.note(key, "carried over as always, which also restarts after a failure");
            }
            default -> draft.left(key, "it is no value known here");
        }
    }

    private static void folder(Key key, Draft draft) {
        if (key.text().startsWith("-") || key.text().startsWith("~")) {
            draft.left(key, "write cwd with the folder's path");
        } else {
            draft.put("cwd", key.text(), key);
        }
    }

    private static void file(Key key, Draft draft) {
        boolean isOptional = key.text().startsWith("-");
        if (isOptional) {
            draft.left(key, "a file that may be missing cannot be said here; write env_file: "
                    + key.text().substring(1) + " where it is there");
            return;
        }
        List<String> files = new java.util.ArrayList<>();
        if (draft.value("env_file").orElse("") instanceof List<?> earlier) {
            earlier.forEach(each -> files.add((String) each));
        }
        files.add(key.text());
        draft.put("env_file", files, key);
    }

    private static void output(Key key, Draft draft) {
        String[] word = key.text().split(":", 2);
        switch (word[0]) {
            case "null" -> draft.put("output", "null", key);
            case "journal", "journal+console", "inherit" -> {
                if (!draft.has("output")) {
                    draft.comment("output is kept in a file, which " + ProgramName.typed() + " logs shows");
                }
            }
            case "syslog", "kmsg", "syslog+console", "kmsg+console" -> draft.put("output", "syslog", key);
            case "file", "append", "truncate" -> {
                draft.put("output", word.length == 2 ? word[1] : "file", key);
                appended(key, draft);
            }
            default -> draft.left(key, "write output with a file's path");
        }
    }

    private static void errors(Key key, Draft draft) {
        boolean isSame = List.of("inherit", "journal", "syslog", "journal+console").contains(key.text())
                || draft.from("output").map(Key::text).filter(key.text()::equals).isPresent();
        String[] word = key.text().split(":", 2);
        if (!isSame && word[0].equals("null")) {
            draft.put("stderr", "null", key);
        } else if (!isSame && word.length == 2 && List.of("file", "append", "truncate").contains(word[0])) {
            draft.put("stderr", word[1], key);
            appended(key, draft);
        } else if (!isSame) {
            draft.left(key, "stderr goes where stdout goes; logs " + draft.name() + " shows both");
        }
    }

    private static void appended(Key key, Draft draft) {
        if (!key.text().startsWith("append:")) {
            draft.note(key, "the file is appended to at each start");
        }
    }

    private static void limit(Key key, Draft draft) {
        Map<String, String> limits = new LinkedHashMap<>();
        if (draft.value("rlimits").orElse("") instanceof Map<?, ?> earlier) {
            earlier.forEach((name, value) -> limits.put((String) name, (String) value));
        }
        limits.put(key.name().substring("Limit".length()).toLowerCase(Locale.ROOT), Values.limit(key.text()));
        draft.put("rlimits", limits, key, "set it where dpm-runner is started (ulimit, or this line in its unit)");
    }
}
