package dev.dpm.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.migration.UnitCommand.Parsed;
import dev.dpm.migration.UnitText.Line;

/** Reads a systemd service unit. */
final class UnitReader implements Reader {

    private static final String SERVICE = "Service";
    private static final List<String> ORDER = List.of("After", "Before", "Wants", "Requires", "Requisite", "BindsTo",
            "PartOf", "Upholds", "Conflicts");

    private final Sources sources;
    private final Collected all;

    UnitReader(Sources sources, Collected all) {
        this.sources = sources;
        this.all = all;
    }

    /** The keys of a unit in the order of the file; an empty value discards the key's earlier values. */
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
        List<Line> lines = UnitText.parse(file);
        if (lines.stream().noneMatch(line -> line.section().equals(SERVICE))) {
            throw new BadSource(file.name() + " has no [Service]; allowed: units of services (NAME.service)");
        }
        UnitNames names = new UnitNames(file.name(), sources.environment());
        Unit unit = new Unit(file, names, keys(file, lines));
        Draft draft = all.target(Tool.SYSTEMD, names.target(), file.place(lines.stream()
                .filter(line -> line.section().equals(SERVICE)).findFirst().orElseThrow().number()));
        if (!command(unit, draft)) {
            all.remove(draft);
            return;
        }
        unit.keys().forEach((name, keys) -> keys.forEach(key -> {
            if (!ORDER.contains(name)) {
                whole(unit, key, draft).ifPresent(whole -> UnitTable.of(name).apply(whole, draft));
            }
        }));
        environment(unit, draft);
        kind(unit, draft);
        user(unit, draft);
        killing(unit, draft);
        around(unit, draft);
        others(file, lines, draft);
    }

    private Map<String, List<Key>> keys(SourceFile file, List<Line> lines) {
        Map<String, List<Key>> keys = new LinkedHashMap<>();
        for (Line line : lines) {
            boolean isLimit = line.section().equals("Unit") && line.name().startsWith("StartLimit");
            if (line.section().equals(SERVICE) || isLimit && !line.name().equals("StartLimitAction")) {
                List<Key> written = keys.computeIfAbsent(line.name(), name -> new ArrayList<>());
                if (line.value().isEmpty()) {
                    written.clear();
                } else {
                    written.add(new Key(line.name(), line.value(), file.place(line.number())));
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

    private boolean command(Unit unit, Draft draft) {
        List<Key> starts = unit.of("ExecStart");
        if (starts.isEmpty()) {
            all.left(unit.file().name(), "is not carried over: it has no ExecStart");
            return false;
        }
        Optional<Key> whole = whole(unit, starts.get(0), draft);
        Optional<Parsed> parsed = whole.flatMap(key -> UnitCommand.parse(key.text()));
        if (parsed.isEmpty()) {
            whole.ifPresent(key -> draft.left(key, "it has a quote without its other half"));
            return false;
        }
        if (starts.size() == 1) {
            draft.command(UnitCommand.target(parsed.get()), starts.get(0));
        } else {
            List<String> all = starts.stream().map(key -> whole(unit, key, draft)).flatMap(Optional::stream)
                    .map(key -> UnitCommand.parse(key.text())).flatMap(Optional::stream)
                    .map(each -> UnitCommand.line(each) + (each.mayFail() ? " || true" : "")).toList();
            draft.command(List.of(ShellWords.SHELL, "-ec", String.join("\n", all)), starts.get(0));
        }
        if (parsed.get().mayFail()) {
            draft.note(starts.get(0),
                    "the - in front of a command is not carried over: an exit code other than those of "
                            + "success_exit_codes is a failure");
        }
        return true;
    }

    private void environment(Unit unit, Draft draft) {
        for (Key key : unit.of("Environment")) {
            Optional<List<String>> pairs = unit.names().expand(key.text()).flatMap(ShellWords::split);
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

    private void kind(Unit unit, Draft draft) {
        Optional<Key> type = unit.last("Type");
        switch (type.map(Key::text).orElse("simple")) {
            case "simple", "exec", "idle" -> {
                // such a service counts as started as soon as its process is launched, and so does a target
            }
            case "oneshot" -> {
                if (unit.last("RemainAfterExit").map(Key::text).flatMap(Values::truth).orElse(false)) {
                    draft.note(type.orElseThrow(),
                            "a target that has ended is not running, whether its effect lasts or not");
                }
            }
            case "forking" -> {
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
     * Carries over KillMode: with control-group the stop signal goes to all processes; with mixed it goes to the main
     * process, and KILL to all.
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
            String line = String.join(" && ", keys.stream().map(key -> unit.names().expand(key.text()))
                    .flatMap(Optional::stream).map(UnitCommand::parse).flatMap(Optional::stream)
                    .map(each -> each.mayFail()
                            ? "{ " + UnitCommand.line(each) + " || true; }"
                            : UnitCommand.line(each))
                    .toList());
            keys.stream().findFirst().filter(key -> !line.isEmpty())
                    .ifPresent(key -> draft.put(option, line, key, name.equals("ExecStop")
                            ? "a stop here is stop_signal, stop_grace and KILL"
                            : "run it in a script around the program"));
        });
        unit.last("ExecReload").ifPresent(key -> reload(unit, draft, key));
    }

    private void reload(Unit unit, Draft draft, Key key) {
        var signal = java.util.regex.Pattern.compile("\\S*kill (?:-s )?-?(?:SIG)?([A-Z0-9]+) \\$\\{?MAINPID\\}?")
                .matcher(key.text());
        String advice = "send it yourself: kill -HUP with the pid that status shows";
        if (signal.find()) {
            draft.put("reload_signal", signal.group(1).equals("1") ? "HUP" : signal.group(1), key, advice);
        } else {
            unit.names().expand(key.text()).flatMap(UnitCommand::parse)
                    .ifPresent(parsed -> draft.put("reload_command", UnitCommand.line(parsed), key, advice));
        }
    }

    private void others(SourceFile file, List<Line> lines, Draft draft) {
        for (Line line : lines) {
            Key key = new Key(line.name(), line.value(), file.place(line.number()));
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
                // this key is handled together with the service
            }
            default -> draft.left(key, ORDER.contains(key.name())
                    ? "write depends_on where one of these is a target of the same file"
                    : key.name().startsWith("Condition") || key.name().startsWith("Assert")
                            ? "write it in front of the command: sh -c 'test ... && exec PROGRAM'"
                            : "it is about units of systemd");
        }
    }
}
