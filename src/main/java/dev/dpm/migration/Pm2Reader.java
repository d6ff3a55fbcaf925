package dev.dpm.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.dpm.config.ProgramName;
import dev.dpm.config.yaml.Lined;
import dev.dpm.config.yaml.LinedYaml;
import dev.dpm.config.yaml.NotYaml;
import dev.dpm.process.NativePaths;

/** Reads an ecosystem file of PM2: JSON, YAML, or JavaScript that {@code node} executes. */
final class Pm2Reader implements Reader {

    private static final Pattern SCRIPT = Pattern.compile("(?i).*\\.(js|cjs|mjs|ts|cts|mts)");
    private static final Map<String, String> INTERPRETERS = Map.of(".js", "node", ".cjs", "node", ".mjs", "node", ".py",
            "python3", ".rb", "ruby", ".php", "php", ".sh", "bash", ".pl", "perl", ".ts", "ts-node", ".coffee",
            "coffee");
    private static final String[] ARGUMENTS = {"interpreter_args", "node_args", "interpreterArgs"};
    private static final String[] GROUP = {"gid", "group"};
    /** Names of keys that have the same meaning in PM2. If several are set, the first applies. */
    private static final List<String[]> ALIASES = List.of(ARGUMENTS, GROUP, new String[]{"script", "cmd"},
            new String[]{"interpreter", "exec_interpreter"});
    private static final List<String> PATHS = List.of("cwd", "script", "cmd", "interpreter", "exec_interpreter",
            "env_file", "out_file", "output", "out", "out_log", "error_file", "error", "err_file", "err", "err_log");
    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*|[^/\\s]*\\\\[^/]*");
    private static final int MOST_INSTANCES = 1000;
    private static final int DEFAULT_RESTARTS = 16;
    /** PM2's option for a pause before restarts that grows with each restart (PM2's God.js). */
    private static final String GROWING = "exp_backoff_restart_delay";
    private static final double GROWTH = 1.5;
    private static final double LONGEST_PAUSE = 15;

    private final Sources sources;
    private final Collected all;

    Pm2Reader(Sources sources, Collected all) {
        this.sources = sources;
        this.all = all;
    }

    @Override
    public void read(SourceFile file) throws BadSource {
        boolean isScript = SCRIPT.matcher(file.name()).matches();
        Lined root = root(file, isScript);
        List<Lined> apps = apps(root);
        without(root).forEach(app -> all.left(place(file, app.line(), isScript, "name", name(app)), "app "
                + name(app) + " is not carried over: it has no script, and PM2 does not start it either"));
        if (apps.isEmpty()) {
            throw new BadSource(file.name() + " names no apps; allowed: apps: [{script: ...}, ...], as PM2 reads it");
        }
        for (Lined app : apps) {
            app(new App(file, defined(file, app), isScript));
        }
        root.pairs().forEach((name, value) -> {
            if (!name.equals("apps") && root.under("apps").isPresent()) {
                all.left(new Key(name, value, place(file, value.line(), isScript, name, "")), name.equals("deploy")
                        ? "dpm-runner copies nothing to other machines; keep your way of deployment"
                        : "it is no key of PM2 known here");
            }
        });
    }

    private Lined root(SourceFile file, boolean isScript) throws BadSource {
        if (isScript) {
            return LinedJson.read(sources.evaluate(file.path()), file.name());
        }
        if (file.name().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml")) {
            try {
                return LinedYaml.read(file.text());
            } catch (NotYaml e) {
                throw new BadSource(file.name() + ": is no YAML: " + e.getMessage());
            }
        }
        return LinedJson.read(file.text(), file.name());
    }

    /** A copy of the app without keys whose value is undefined. A {@link Leftover} for each tells the user. */
    private Lined defined(SourceFile file, Lined app) {
        return defined(file, app, app, "");
    }

    private Lined defined(SourceFile file, Lined app, Lined value, String above) {
        if (value.isText() || value.pairs().isEmpty()) {
            return value;
        }
        Map<String, Lined> pairs = new LinkedHashMap<>();
        value.pairs().forEach((name, each) -> {
            if (!each.isText() || !each.text().equals(Sources.UNDEFINED)) {
                pairs.put(name, defined(file, app, each, above + name + "."));
            } else if (!above.startsWith("env_")) {
                all.left(place(file, each.line(), true, name, name(app)), "app " + name(app) + ": " + above + name
                        + " is not carried over: it is undefined where import runs; set the variables that the file "
                        + "reads and import again, or write the value yourself");
            }
        });
        return new Lined(value.line(), pairs);
    }

    private static List<Lined> apps(Lined root) {
        return all(root).stream().filter(Pm2Reader::isStarted).toList();
    }

    private static List<Lined> without(Lined root) {
        return root.under("apps").isEmpty() ? List.of() : all(root).stream().filter(app -> !isStarted(app)).toList();
    }

    private static List<Lined> all(Lined root) {
        Lined apps = root.under("apps").orElse(root);
        return apps.isText() || !apps.pairs().isEmpty() ? List.of(apps) : apps.items();
    }

    private static boolean isStarted(Lined app) {
        return app.under("script").or(() -> app.under("cmd")).isPresent();
    }

    private static String name(Lined app) {
        return app.under("name").map(Lined::text).orElse("without a name");
    }

    private static String place(SourceFile file, int line, boolean isScript, String name, String app) {
        int found = isScript ? ScriptLines.find(file.text(), name, app) : line;
        return found == 0 ? file.name() : file.place(found);
    }

    private record App(SourceFile file, Lined value, boolean isScript) {

        Optional<Key> key(String name) {
            String app = value.under("name").map(Lined::text).orElse("");
            return value.under(name)
                    .map(found -> new Key(name, found, place(file, found.line(), isScript, name, app)));
        }

        Optional<Key> first(String... names) {
            return List.of(names).stream().map(this::key).flatMap(Optional::stream).findFirst();
        }

        /** The keys of the app with these names, except the first one that exists, which {@link #first} returns. */
        List<Key> beside(String... names) {
            return List.of(names).stream().map(this::key).flatMap(Optional::stream).skip(1).toList();
        }

        String text(String name) {
            return key(name).map(Key::text).orElse("");
        }

        List<String> words(String... names) {
            Optional<Key> key = first(names);
            if (key.isEmpty() || key.get().value().isText()) {
                String line = key.map(Key::text).orElse("");
                return ShellWords.split(line).orElseGet(() -> List.of(line.strip().split("\\s+")));
            }
            return key.get().value().items().stream().map(Lined::text).toList();
        }
    }

    private void app(App app) {
        Key script = app.first("script", "cmd").orElseThrow();
        String name = app.key("name").map(Key::text).filter(text -> !text.isBlank())
                .orElseGet(() -> script.text().strip().split("\\s")[0].replaceFirst(".*/", "")
                        .replaceFirst("\\.[a-z]+$", ""));
        Optional<Key> instances = app.key("instances");
        int count = instances.map(key -> count(key, name)).orElse(1);
        boolean isCluster = app.text("exec_mode").startsWith("cluster")
                || instances.isPresent() && app.key("exec_mode").isEmpty() && count > 1;
        boolean isOne = instances.map(Key::text).filter("1"::equals).isPresent();
        if (isCluster && !isOne) {
            instances.or(() -> app.key("exec_mode")).filter(key -> count > 1 || !key.name().equals("exec_mode"))
                    .ifPresent(key -> all.left(key.place(), "target " + name + ": " + key.shown()
                            + " in cluster mode is carried "
                            + "over as one process: no port is shared between targets; let the program use node:cluster, or "
                            + "give each a port of its own behind a proxy"));
        }
        int copies = isCluster ? 1 : count;
        for (int i = 0; i < copies; i++) {
            Draft draft = all.target(Tool.PM2, copies == 1 ? name : name + "-" + i, script.place());
            if (copies > 1) {
                draft.variable(app.key("instance_var").map(Key::text).orElse("NODE_APP_INSTANCE"), String.valueOf(i),
                        instances.orElseThrow());
            }
            app.key("instance_var").filter(key -> copies == 1)
                    .ifPresent(key -> draft.variable(key.text(), "0", key));
            target(app, draft, script);
            count(app, draft, i);
        }
    }

    /** Adds the variable that {@code increment_var} names. Its value rises with each process of the app. */
    private static void count(App app, Draft draft, int process) {
        app.key("increment_var").ifPresent(key -> {
            Optional<String> first = app.value().under("env").flatMap(env -> env.under(key.text())).map(Lined::text);
            first.flatMap(Values::count).ifPresentOrElse(
                    number -> draft.variable(key.text(), String.valueOf(number + process), key),
                    () -> draft.left(key, "env has no number of this name"));
        });
    }

    private static boolean isOfWindows(Key key) {
        return key.value().isText() && WINDOWS.matcher(key.text().strip()).matches();
    }

    private static void ofWindows(Key key, Draft draft) {
        String advice = "it is a path of Windows; write the path on this machine";
        if (key.name().equals("cwd")) {
            draft.left(key, advice);
        } else {
            draft.note(key, advice);
        }
    }

    private int count(Key key, String name) {
        int count = Values.count(key.text()).orElse(0);
        if (count < 1 || count > MOST_INSTANCES) {
            all.left(key.place(),
                    "target " + name + ": " + key.shown() + " is carried over as one process: here a number is "
                            + "needed, from 1 to " + MOST_INSTANCES);
            return 1;
        }
        return count;
    }

    private void target(App app, Draft draft, Key script) {
        String cwd = app.key("cwd").filter(key -> !isOfWindows(key)).map(key -> app.file().absolute(key.text()))
                .orElseGet(() -> NativePaths.text(app.file().folder()));
        draft.command(command(app, script, NativePaths.of(cwd)), script);
        boolean isLine = script.text().strip().contains(" ")
                && !sources.exists(NativePaths.of(cwd).resolve(NativePaths.of(script.text().strip())));
        app.key("args").filter(key -> isLine && !key.text().isBlank())
                .ifPresent(
                        key -> draft.left(key, "PM2 gives a script that is a line for a shell no arguments; write them "
                                + "into the command if the program needs them"));
        if (script.text().strip().equals("serve")) {
            draft.note(script,
                    "serve is PM2's own server of files; write a program that serves the folder PM2_SERVE_PATH "
                            + "at the port PM2_SERVE_PORT, such as npx serve -l PORT FOLDER");
        }
        draft.put("cwd", cwd, app.key("cwd").orElse(script));
        app.value().pairs().forEach((name, value) -> {
            Key key = app.key(name).orElseThrow();
            if (name.startsWith("env_") && !value.isText()) {
                draft.left(key, "one set of variables is taken, env; write what differs there, or keep a second file");
            } else if (name.equals("env_file")) {
                draft.put(name, absolute(key.text(), NativePaths.of(cwd)), key);
            } else if (name.equals("env")) {
                variables(app, key, draft);
            } else {
                draft.applying(key,
                        Pm2Table.APP.getOrDefault(name, Rule.left("it is no key of PM2 known here")));
            }
        });
        app.key("disable_logs").ifPresent(key -> silent(key, draft));
        ALIASES.forEach(names -> app.beside(names).forEach(
                key -> draft.left(key, app.first(names).orElseThrow().name() + " wins over it")));
        app.key("port").ifPresent(key -> port(app, key, draft));
        PATHS.forEach(name -> app.key(name).filter(Pm2Reader::isOfWindows).ifPresent(key -> ofWindows(key, draft)));
        interpreted(app, script, draft, NativePaths.of(cwd));
        app.first(GROUP).ifPresent(key -> draft.put("user",
                app.first("uid", "user").map(user -> user.text() + ":" + key.text()).orElse(":" + key.text()), key));
        restarts(app, draft);
    }

    private static void silent(Key key, Draft draft) {
        Optional<Boolean> truth = Values.truth(key.text());
        if (truth.isEmpty()) {
            draft.left(key, "it is neither true nor false");
        }
        if (truth.orElse(false)) {
            List.of("output", "stderr").forEach(option -> Optional.ofNullable(draft.entries().remove(option))
                    .ifPresent(entry -> draft.left(entry.from(), "disable_logs wins over it")));
            draft.put("output", "null", key);
        }
    }

    /** Carries over the key {@code port}. It becomes a variable only if the app has the key {@code env}, as in PM2. */
    private static void port(App app, Key key, Draft draft) {
        if (app.key("env").isPresent()) {
            draft.variable("PORT", key.text(), key);
        } else {
            draft.left(key, "PM2 uses it only beside env; write PORT under env if the program reads it");
        }
    }

    /**
     * Adds what PM2 adds for some interpreters, such as PYTHONUNBUFFERED for Python. If the interpreter is unknown because the
     * script is not on this machine, a note tells the user.
     */
    private void interpreted(App app, Key script, Draft draft, Path cwd) {
        List<?> command = (List<?>) draft.value(Draft.COMMAND).orElse(List.of());
        if (String.valueOf(command.get(0)).matches("(.*/)?python[0-9.]*")) {
            draft.variable("PYTHONUNBUFFERED", "1", script);
        }
        String written = script.text().strip();
        boolean isPlain = written.contains("/") && !written.contains(" ") && !written.matches(".*\\.[A-Za-z0-9]+");
        if (isPlain && app.first("interpreter", "exec_interpreter").isEmpty()
                && !sources.exists(cwd.resolve(NativePaths.of(written)))) {
            draft.note(script, "the file is not here: where it is JavaScript, PM2 runs it by node; write node in front "
                    + "of it");
        }
    }

    /**
     * Carries over the variables of an app. Variables that only repeat the environment of the command {@code import} are left
     * out.
     */
    private void variables(App app, Key key, Draft draft) {
        if (key.value().pairs().isEmpty() && !key.text().isBlank() && !key.text().equals("{}")) {
            draft.left(key, "it is no list of names with values");
        }
        key.value().pairs().forEach((name, value) -> {
            if (!value.isText()) {
                draft.left(new Key(key.name() + "." + name, value, key.place()),
                        "its value is no plain text; write the text that the program is to read");
            } else if (!app.isScript() || !value.text().equals(sources.environment().get(name))) {
                draft.variable(name, value.text(), key);
            }
        });
    }

    /**
     * Carries over the limit of restarts. PM2 counts runs that are shorter than min_uptime, so the restart window is long
     * enough for {@code max_restarts} such runs.
     */
    private static void restarts(App app, Draft draft) {
        Optional<Key> delay = delay(app, draft);
        Optional<Key> restarts = app.key("max_restarts");
        Optional<Key> from = restarts.or(() -> app.key("min_uptime")).or(() -> delay);
        if (from.isEmpty()) {
            return;
        }
        String most = Values.restarts(restarts.map(Key::text).orElse(String.valueOf(DEFAULT_RESTARTS)));
        int count = Values.count(most).orElse(DEFAULT_RESTARTS);
        double uptime = app.key("min_uptime").map(Key::text).flatMap(Values::millis).map(Double::parseDouble)
                .orElse(1.0);
        double pauses = delay.map(key -> pauses(key, count - 1)).orElse(0.0);
        if (count > 0 && pauses > 0 && pauses >= uptime * count) {
            draft.put("max_restarts", "-1", delay.orElseThrow());
            restarts.ifPresent(key -> draft.note(key, "with these pauses PM2 never counts so many failures within "
                    + StartLimit.shown(uptime * count) + " s: max_restarts: -1, no limit, stands for it"));
            return;
        }
        draft.put("max_restarts", most, from.get());
        if (!most.equals("-1")) {
            long window = Math.max(1, Math.round(uptime * (count + 1) - pauses));
            draft.put("restart_window", String.valueOf(window), from.get());
            delay.filter(key -> pauses > 0).ifPresent(key -> draft.note(key, "PM2 counts failures within "
                    + StartLimit.shown(uptime * count) + " s with the pauses between them, and restart_window counts "
                    + "running time only: " + window + " s stand for it"));
        }
    }

    /**
     * Carries over the pause before a restart. If the app has a constant and a growing pause, the growing one applies, as in
     * PM2.
     */
    private static Optional<Key> delay(App app, Draft draft) {
        Optional<Key> growing = paused(app, GROWING, draft);
        growing.ifPresent(key -> {
            draft.put("backoff_factor", String.valueOf(GROWTH), key);
            draft.put("backoff_max", StartLimit.shown(LONGEST_PAUSE), key);
            draft.put("restart_window", "30", key);
        });
        if (growing.isPresent()) {
            app.key("restart_delay").ifPresent(key -> draft.left(key, GROWING + " wins over it"));
            return growing;
        }
        Optional<Key> even = paused(app, "restart_delay", draft);
        even.ifPresent(key -> draft.put("backoff_factor", "1", key));
        return even;
    }

    private static Optional<Key> paused(App app, String name, Draft draft) {
        Optional<Key> key = app.key(name);
        key.ifPresent(each -> Rule.turned("restart_interval", Values::millis).apply(each, draft));
        return key.filter(each -> Values.millis(each.text()).filter(text -> !text.equals("0")).isPresent());
    }

    private static double pauses(Key delay, int count) {
        double first = Double.parseDouble(Values.millis(delay.text()).orElseThrow());
        boolean isGrowing = delay.name().equals(GROWING);
        return StartLimit.sum(count, first, isGrowing ? GROWTH : 1, isGrowing ? LONGEST_PAUSE : first);
    }

    private List<String> command(App app, Key script, Path cwd) {
        List<String> words = new ArrayList<>();
        String written = script.text().strip();
        List<String> arguments = app.words("args");
        if (written.contains(" ") && !sources.exists(cwd.resolve(NativePaths.of(written)))) {
            return ShellWords.command(written);
        }
        String interpreter = app.first("interpreter", "exec_interpreter").map(Key::text).filter(text -> !text.isBlank())
                .orElseGet(() -> interpreter(written, cwd));
        boolean isDirect = interpreter.equals("none");
        if (!isDirect) {
            words.add(interpreter.contains("/") ? absolute(interpreter, cwd) : interpreter);
            words.addAll(app.words(ARGUMENTS));
        }
        boolean isFile = written.contains("/") || INTERPRETERS.containsKey(ending(written))
                || sources.exists(cwd.resolve(NativePaths.of(written)));
        words.add(isDirect && isFile ? absolute(written, cwd) : written);
        words.addAll(arguments);
        return words;
    }

    static void schedules(Collected all) {
        for (Draft draft : all.drafts()) {
            // a target with restart: on-failure is not restarted after a success, so it counts as one that ends
            boolean ends = draft.value("restart").filter(how -> how.equals("never") || how.equals("on-failure"))
                    .isPresent();
            if (ends && all.toolOf(draft) == Tool.PM2 && draft.has("restart_schedule")) {
                Draft.Entry times = draft.entries().remove("restart_schedule");
                draft.put("schedule", times.value(), times.from());
                for (String watching : List.of("watch", "watch_ignore", "watch_debounce")) {
                    Optional.ofNullable(draft.entries().remove(watching)).ifPresent(entry -> draft.left(entry.from(),
                            "what runs by a schedule is not started by changes of files"));
                }
                draft.note(times.from(), "it runs at these times only; PM2 also ran it once at the start, for which "
                        + "there is " + ProgramName.typed() + " start " + draft.name());
            }
        }
    }

    private static String absolute(String written, Path cwd) {
        return NativePaths.text(cwd.resolve(NativePaths.of(written)).normalize());
    }

    /** The interpreter of a script, found by the file's extension, as in PM2. */
    private String interpreter(String script, Path cwd) {
        String ending = ending(script);
        String known = INTERPRETERS.get(ending);
        if (known != null) {
            return known;
        }
        Path path = cwd.resolve(NativePaths.of(script));
        return ending.isEmpty() && sources.exists(path) && isText(path) ? "node" : "none";
    }

    private static String ending(String script) {
        int dot = script.lastIndexOf('.');
        return dot > script.lastIndexOf('/') ? script.substring(dot).toLowerCase(Locale.ROOT) : "";
    }

    private boolean isText(Path path) {
        try {
            String text = sources.read(path).text();
            return !text.startsWith("#!") || text.lines().findFirst().orElse("").contains("node");
        } catch (BadSource e) {
            return false;
        }
    }
}
