package dev.dpm.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.migration.UnitCommand.Parsed;
import dev.dpm.migration.UnitText.Line;
import dev.dpm.process.NativePaths;

final class UnitReader implements Reader {

    private static final String SERVICE = "Service";
    private static final List<String> ORDER = List.of("After", "Before", "Wants", "Requires", "Requisite", "BindsTo",
            "PartOf", "Upholds", "Conflicts");

    private static final List<String> LIMITS = List.of("StartLimitIntervalSec", "StartLimitInterval",
            "StartLimitBurst");
    private static final Pattern KILL = Pattern
            .compile("[-@:+!|]*\\S*kill (?:-s )?-?(?:SIG)?([A-Z0-9]+) \\$\\{?MAINPID\\}?");
    /** systemd's default interval in which it counts starts, in seconds (systemd-system.conf(5), systemd.service(5)). */
    private static final double DEFAULT_INTERVAL = 10;
    private static final int DEFAULT_BURST = 5;
    private static final double DEFAULT_PAUSE = 0.1;

    /** Environment variables that only systemd sets (systemd.exec(5), ENVIRONMENT VARIABLES). */
    private static final Pattern OF_SYSTEMD = Pattern
            .compile("\\$\\{?(SERVICE_RESULT|EXIT_CODE|EXIT_STATUS|INVOCATION_ID|"
                    + "JOURNAL_STREAM|LISTEN_FDS|MONITOR_[A-Z_]+|[A-Z]+_DIRECTORY)\\b");
    private static final Pattern OTHER_UNIT = Pattern
            .compile(".*\\.(target|socket|mount|automount|device|swap|slice|scope|path|timer)");

    private final Sources sources;
    private final Collected all;

    UnitReader(Sources sources, Collected all) {
        this.sources = sources;
        this.all = all;
    }

    /**
     * The keys of a unit by name, each in the order of the file. A key with an empty value removes earlier ones of the same
     * name.
     */
    private record Unit(SourceFile file, UnitNames names, Map<String, List<Key>> keys) {

        List<Key> of(String name) {
            return keys.getOrDefault(name, List.of());
        }

        Optional<Key> last(String name) {
            List<Key> written = of(name);
            return written.isEmpty() ? Optional.empty() : Optional.of(written.get(written.size() - 1));
        }
    }

    @Override
    public void read(SourceFile file) throws BadSource {
        List<Line> lines = new ArrayList<>(UnitText.parse(file, this::ignored));
        if (lines.stream().noneMatch(line -> line.section().equals(SERVICE))) {
            throw new BadSource(
                    file.name() + " has no [Service], or nothing in it; allowed: units of services (NAME.service)");
        }
        for (Path dropIn : sources.matching(file.folder(), file.name() + ".d/*.conf")) {
            SourceFile further = sources.read(dropIn);
            all.file(further);
            lines.addAll(UnitText.parse(further, this::ignored));
        }
        UnitNames names = new UnitNames(file.name(), sources.environment());
        if (isOfUser(file, lines)) {
            names.ofUser(sources.environment());
        }
        Unit unit = new Unit(file, names, keys(lines));
        Draft draft = all.target(Tool.SYSTEMD, names.target(), lines.stream()
                .filter(line -> line.section().equals(SERVICE)).findFirst().orElseThrow().place());
        if (!command(unit, draft)) {
            all.remove(draft);
            return;
        }
        unit.keys().forEach((name, keys) -> keys.forEach(key -> {
            if (!ORDER.contains(name)) {
                whole(unit, key, draft).map(this::present)
                        .ifPresent(whole -> draft.applying(whole, UnitTable.of(name)));
            }
        }));
        environment(unit, draft);
        settle(draft);
        kind(unit, draft);
        limit(unit, draft);
        user(unit, draft);
        killing(unit, draft);
        around(unit, draft);
        others(lines, draft);
        starters(file, draft);
    }

    private void ignored(String place) {
        all.left(place, "is not carried over: it is no Key=value, and systemd ignores it too");
    }

    /** Whether the unit belongs to a user's own systemd. Its folder or the value of WantedBy= shows this. */
    private static boolean isOfUser(SourceFile file, List<Line> lines) {
        return file.path().toString().contains("/systemd/user/") || lines.stream().anyMatch(
                line -> line.name().equals("WantedBy") && line.value().equals("default.target"));
    }

    private void starters(SourceFile file, Draft draft) {
        String stem = file.folder() + "/" + file.name().replaceFirst("\\.service$", "");
        Map.of(".timer", "write its times as schedule, in the five fields of cron", ".socket",
                "no socket is handed to a target: let the program listen by itself", ".path",
                "write watch, or start it yourself").forEach((ending, advice) -> {
                    Path beside = NativePaths.of(stem + ending);
                    if (sources.exists(beside)) {
                        all.left(file.name(), "target " + draft.name() + ": " + beside.getFileName()
                                + " beside it is not carried over: " + advice);
                    }
                });
    }

    private Map<String, List<Key>> keys(List<Line> lines) {
        Map<String, List<Key>> keys = new LinkedHashMap<>();
        for (Line line : lines) {
            boolean isLimit = line.section().equals("Unit") && line.name().startsWith("StartLimit");
            if (line.section().equals(SERVICE) || isLimit && !line.name().equals("StartLimitAction")) {
                List<Key> written = keys.computeIfAbsent(line.name(), name -> new ArrayList<>());
                if (line.value().isEmpty()) {
                    written.clear();
                }
                if (!line.value().isEmpty() || UnitTable.isSetByNothing(line.name())) {
                    written.add(new Key(line.name(), line.value(), line.place()));
                }
            }
        }
        return keys;
    }

    private Optional<Key> whole(Unit unit, Key key, Draft draft) {
        Optional<String> text = unit.names().expand(key.text());
        if (text.isEmpty()) {
            draft.left(key,
                    "it has a specifier that means nothing here; write the value yourself, or, for %i, import the "
                            + "template by a link that is called NAME@INSTANCE.service");
        }
        return text.map(key::with);
    }

    /** Removes the hyphen before an EnvironmentFile= that exists. The hyphen means that the file may be missing. */
    private Key present(Key key) {
        boolean isOptional = key.name().equals("EnvironmentFile") && key.text().startsWith("-");
        String path = isOptional ? key.text().substring(1).strip() : "";
        return isOptional && sources.exists(NativePaths.of(path)) ? key.with(path) : key;
    }

    private boolean command(Unit unit, Draft draft) {
        List<Key> starts = unit.of("ExecStart");
        if (starts.isEmpty()) {
            all.left(unit.file().name(), "is not carried over: it has no ExecStart");
            return false;
        }
        Optional<Key> whole = whole(unit, starts.get(0), draft);
        Optional<List<Parsed>> parsed = whole.flatMap(key -> UnitCommand.parse(key.text()));
        if (parsed.isEmpty()) {
            whole.ifPresent(key -> draft.left(key, "it has a quote without its other half"));
            return false;
        }
        if (starts.size() == 1 && parsed.get().size() == 1) {
            draft.command(UnitCommand.target(parsed.get().get(0)), starts.get(0));
        } else {
            starts.stream().skip(1).forEach(key -> side(unit, key, draft));
            List<String> all = starts.stream().map(key -> whole(unit, key, draft)).flatMap(Optional::stream)
                    .map(key -> UnitCommand.parse(key.text())).flatMap(Optional::stream).flatMap(List::stream)
                    .map(each -> UnitCommand.line(each) + (each.mayFail() ? " || true" : "")).toList();
            draft.command(List.of(ShellWords.SHELL, "-ec", String.join("\n", all)), starts.get(0));
        }
        parsed.get().forEach(each -> different(each, starts.get(0), draft));
        if (parsed.get().get(0).mayFail()) {
            draft.note(starts.get(0),
                    "the - in front of a command is not carried over: an exit code other than those of "
                            + "success_exit_codes is a failure");
        }
        return true;
    }

    private void environment(Unit unit, Draft draft) {
        for (Key key : unit.of("Environment")) {
            Optional<List<String>> pairs = unit.names().expand(key.text()).flatMap(UnitWords::split);
            if (pairs.isEmpty()) {
                draft.left(key, "write its variables under env");
            }
            for (String pair : pairs.orElse(List.of())) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    draft.left(key, "one of its words is no NAME=VALUE");
                } else {
                    draft.variable(pair.substring(0, equals), pair.substring(equals + 1), key);
                }
            }
        }
    }

    /**
     * Removes variables from {@code env} that the target's {@code env_file} sets too: in systemd, EnvironmentFile= overrides
     * Environment=, but in dpm-runner, {@code env} overrides {@code env_file}.
     */
    private void settle(Draft draft) {
        if (!(draft.value("env_file").orElse("") instanceof List<?> files) || !draft.has("env")) {
            return;
        }
        Key from = draft.from("env_file").orElseThrow();
        for (Object file : files) {
            Path path = NativePaths.of((String) file);
            if (sources.exists(path)) {
                set(path).forEach(draft::withoutVariable);
            } else {
                draft.note(from,
                        "under systemd a variable of this file wins over Environment=, and here env wins: take out "
                                + "of env what the file sets");
            }
        }
    }

    private List<String> set(Path path) {
        try {
            return sources.read(path).text().lines().map(String::strip).filter(line -> line.indexOf('=') > 0)
                    .map(line -> line.substring(0, line.indexOf('=')).strip()).toList();
        } catch (BadSource e) {
            // the fault of the file is not reported here, since the command check will report it
            return List.of();
        }
    }

    private void kind(Unit unit, Draft draft) {
        Optional<Key> type = unit.last("Type");
        switch (type.map(Key::text).orElse("simple")) {
            case "simple", "exec", "idle" -> {
                // nothing to carry over: like a target, the service counts as started at its launch
            }
            case "oneshot" -> {
                // nothing to carry over: a target may end by itself too
            }
            case "forking" -> {
                unit.last("PIDFile").flatMap(key -> whole(unit, key, draft))
                        .ifPresent(key -> draft.put("pid_file", pidFile(unit, key.text()), key));
                if (!draft.has("pid_file")) {
                    draft.left(type.orElseThrow(),
                            "a program that goes into the background needs a pid_file; better, give it "
                                    + "the flag that keeps it in the foreground");
                }
            }
            case "notify", "notify-reload" -> draft.put("ready", "notify", type.orElseThrow(),
                    "write http_check or tcp_check; RUNNING comes after start_seconds");
            default -> draft.left(type.orElseThrow(), "write a check that asks whether the program answers");
        }
        if (!type.map(Key::text).filter("forking"::equals).isPresent()) {
            unit.last("PIDFile").ifPresent(key -> draft.left(key,
                    "the main process is the one that is launched; pid_file is for a program that goes into the "
                            + "background"));
        }
        lasting(unit, draft);
    }

    /** The path of a PID file. A relative path is relative to {@code %t} (systemd.service(5), PIDFile). */
    private static String pidFile(Unit unit, String path) {
        return path.startsWith("/") ? path : unit.names().expand("%t/").orElse("/run/") + path;
    }

    /**
     * Adds a note for the user that RemainAfterExit= has no effect: dpm-runner shows a target that has ended as not running.
     */
    private static void lasting(Unit unit, Draft draft) {
        unit.last("RemainAfterExit").filter(key -> Values.truth(key.text()).orElse(false)).ifPresent(key -> {
            draft.note(key, "a target that has ended is not running, whether its effect lasts or not");
            unit.of("ExecStop").stream().findFirst().ifPresent(stop -> draft.note(stop,
                    "it runs only while the process does: run it yourself once the process has ended"));
        });
    }

    /** Carries over the limit of starts, or that there is none (systemd.unit(5), StartLimitBurst=). */
    private static void limit(Unit unit, Draft draft) {
        Optional<Key> lifted = LIMITS.stream().map(unit::last).flatMap(Optional::stream)
                .filter(key -> Values.seconds(key.text()).filter("0"::equals).isPresent()).findFirst();
        if (lifted.isPresent()) {
            unlimited(draft, lifted.get());
        } else if (draft.value("restart").filter(mode -> !mode.equals("never")).isPresent()) {
            Stream.concat(Stream.of("RestartSec"), LIMITS.stream()).map(unit::last).flatMap(Optional::stream)
                    .findFirst().ifPresent(from -> counted(unit, draft, from));
        }
    }

    /** Carries over a limit of starts. systemd's interval includes the pauses between starts, see {@link StartLimit}. */
    private static void counted(Unit unit, Draft draft, Key from) {
        Optional<Double> interval = seconds(unit, DEFAULT_INTERVAL, "StartLimitIntervalSec", "StartLimitInterval");
        Optional<Integer> burst = unit.last("StartLimitBurst").map(key -> Values.count(key.text()))
                .orElse(Optional.of(DEFAULT_BURST)).filter(starts -> starts > 0);
        Optional<Double> pauses = burst.flatMap(starts -> pauses(unit, starts));
        if (interval.isEmpty() || pauses.isEmpty()) {
            return;
        }
        StartLimit limit = new StartLimit(burst.get(), interval.get(), pauses.get());
        if (limit.isOutOfReach()) {
            unlimited(draft, from);
            LIMITS.stream().map(unit::last).flatMap(Optional::stream).findFirst().ifPresent(key -> draft.note(key,
                    "the pauses between " + limit.starts() + " starts are as long as the interval, so systemd never "
                            + "refuses one: max_restarts: -1, no limit, stands for it"));
        } else if (!draft.value("max_restarts").filter("-1"::equals).isPresent()) {
            String window = StartLimit.shown(limit.window());
            draft.put("max_restarts", String.valueOf(limit.restarts()), from);
            draft.put("restart_window", window, from);
            draft.note(from, "systemd counts " + limit.starts() + " starts within "
                    + StartLimit.shown(limit.interval()) + " s with the pauses between them, and restart_window counts "
                    + "running time only: " + window + " s stand for it");
        }
    }

    /** The sum of the pauses between this number of starts, in seconds; empty: unknown. */
    private static Optional<Double> pauses(Unit unit, int count) {
        Optional<Double> first = seconds(unit, DEFAULT_PAUSE, "RestartSec");
        Optional<Double> longest = seconds(unit, 0, "RestartMaxDelaySec");
        int steps = unit.last("RestartSteps").flatMap(key -> Values.count(key.text())).orElse(0);
        return first.map(pause -> {
            double most = longest.orElse(0.0);
            boolean isGrowing = steps > 0 && pause > 0 && most > pause;
            return StartLimit.sum(count, pause, isGrowing ? Math.pow(most / pause, 1.0 / steps) : 1,
                    isGrowing ? most : pause);
        });
    }

    /**
     * The duration in seconds in the first of these keys that the unit has.
     * @param otherwise the duration if it has none of them
     */
    private static Optional<Double> seconds(Unit unit, double otherwise, String... names) {
        return Stream.of(names).map(unit::last).flatMap(Optional::stream).findFirst()
                .map(key -> Values.seconds(key.text()).map(Double::parseDouble)).orElse(Optional.of(otherwise));
    }

    private static void unlimited(Draft draft, Key from) {
        draft.entries().remove("restart_window");
        draft.put("max_restarts", "-1", from);
    }

    private void user(Unit unit, Draft draft) {
        unit.last("Group").ifPresent(group -> {
            Optional<Key> user = unit.last("User");
            if (user.isPresent()) {
                draft.put("user", user.get().text() + ":" + group.text(), group);
            } else {
                draft.left(group, "write user: NAME:" + group.text());
            }
        });
    }

    /**
     * Carries over KillMode=: with control-group, a stop signals all processes of the target; with mixed, only the main
     * process.
     */
    private void killing(Unit unit, Draft draft) {
        unit.last("KillMode").ifPresent(key -> {
            switch (key.text()) {
                case "control-group" -> draft.put("stop_scope", "tree", key);
                case "mixed" -> draft.put("stop_scope", "main", key);
                default -> {
                    draft.put("stop_scope", "main", key);
                    draft.note(key, "a stop here ends the whole tree");
                }
            }
        });
        unit.last("SendSIGKILL").filter(key -> !Values.truth(key.text()).orElse(true))
                .ifPresent(key -> draft.left(key, "KILL always follows the grace"));
        unit.last("RestartForceExitStatus").ifPresent(key -> draft.left(key, "restart decides for all codes"));
        unit.last("PassEnvironment").ifPresent(key -> draft.note(key, "a target has all variables of the caller"));
    }

    private void around(Unit unit, Draft draft) {
        Map<String, String> options = Map.of("ExecStartPre", "pre_start", "ExecStartPost", "post_start", "ExecStop",
                "stop_command", "ExecStopPost", "post_stop");
        options.forEach((name, option) -> {
            List<Key> keys = unit.of(name);
            keys.forEach(key -> side(unit, key, draft));
            String line = line(unit, keys);
            keys.stream().findFirst().filter(key -> !line.isEmpty())
                    .ifPresent(key -> draft.put(option, line, key, name.equals("ExecStop")
                            ? "a stop here is stop_signal, stop_grace and KILL"
                            : "run it in a script around the program"));
        });
        List<Key> reloads = unit.of("ExecReload");
        reloads.forEach(key -> side(unit, key, draft));
        if (!reloads.isEmpty()) {
            reload(unit, draft, reloads);
        }
    }

    /** Joins commands to one line for a shell. Each command runs only if the one before it has succeeded. */
    private static String line(Unit unit, List<Key> keys) {
        return keys.stream().map(key -> unit.names().expand(key.text())).flatMap(Optional::stream)
                .map(UnitCommand::parse).flatMap(Optional::stream).flatMap(List::stream)
                .map(each -> each.mayFail()
                        ? "{ " + UnitCommand.line(each) + " || true; }"
                        : UnitCommand.line(each))
                .collect(Collectors.joining(" && "));
    }

    private void side(Unit unit, Key key, Draft draft) {
        unit.names().expand(key.text()).map(UnitCommand::parse)
                .ifPresent(parsed -> parsed.ifPresentOrElse(
                        commands -> commands.forEach(command -> different(command, key, draft)),
                        () -> draft.left(key, "it has a quote without its other half")));
    }

    private static void different(Parsed command, Key key, Draft draft) {
        OF_SYSTEMD.matcher(String.join(" ", command.words())).results().map(found -> found.group(1)).distinct()
                .filter(variable -> !variable.startsWith("EXIT_") || !key.name().equals("ExecStopPost"))
                .forEach(variable -> draft.note(key, variable + " is a variable that systemd sets, and nothing sets it "
                        + "here"));
        command.operator().ifPresent(word -> draft.note(key, "systemd runs no shell, so the program gets " + word
                + " as an argument, here too; where a shell is meant, write sh -c '...' around the whole line"));
        if (command.isPrivileged()) {
            draft.note(key,
                    "the + or ! in front of a command is not carried over: it runs as the target's user; do what "
                            + "needs root before dpm-runner starts, or let sudo run it");
        }
    }

    private static void reload(Unit unit, Draft draft, List<Key> keys) {
        Key first = keys.get(0);
        Matcher signal = KILL.matcher(first.text().strip());
        String advice = "send it yourself: kill -HUP with the pid that status shows";
        if (keys.size() == 1 && signal.matches()) {
            draft.put("reload_signal", signal.group(1).equals("1") ? "HUP" : signal.group(1), first, advice);
            return;
        }
        String line = line(unit, keys);
        if (!line.isEmpty()) {
            draft.put("reload_command", line, first, advice);
        }
    }

    private void others(List<Line> lines, Draft draft) {
        for (Line line : lines) {
            Key key = new Key(line.name(), line.value(), line.place());
            if (line.section().equals("Unit")) {
                unitKey(key, draft);
            } else if (line.section().equals("Install")) {
                draft.left(key, "a target starts with its file; make dpm-runner itself start at boot");
            } else if (!line.section().equals(SERVICE) && !line.section().startsWith("X-")) {
                draft.left(key, "[" + line.section() + "] is no section of a service");
            }
        }
    }

    private void unitKey(Key key, Draft draft) {
        switch (key.name()) {
            case "Description" -> draft.comment(key.text());
            case "Documentation" -> draft.comment("see " + key.text());
            case "StartLimitIntervalSec", "StartLimitBurst", "StartLimitInterval" -> {
                // these keys are carried over together with the keys of the section [Service]
            }
            default -> draft.left(key, ORDER.contains(key.name())
                    ? order(key.text())
                    : key.name().startsWith("Condition") || key.name().startsWith("Assert")
                            ? "write it in front of the command: sh -c 'test ... && exec PROGRAM'"
                            : "it is about units of systemd");
        }
    }

    private static String order(String units) {
        Map<Boolean, List<String>> isService = Stream.of(units.strip().split("\\s+"))
                .collect(Collectors.partitioningBy(UnitReader::isService));
        String others = String.join(", ", isService.get(false));
        String outside = others.isEmpty() ? "" : others + ": write it into the unit that starts dpm-runner";
        String inside = isService.get(true).isEmpty()
                ? ""
                : "write depends_on where one of these services is a target of the same file";
        return Stream.of(inside, outside).filter(words -> !words.isEmpty()).collect(Collectors.joining("; "));
    }

    private static boolean isService(String unit) {
        return !OTHER_UNIT.matcher(unit).matches();
    }
}
