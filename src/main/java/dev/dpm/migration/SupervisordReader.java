package dev.dpm.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.ProgramName;
import dev.dpm.migration.Expansion.Expanded;
import dev.dpm.migration.IniText.Section;
import dev.dpm.migration.IniText.Value;
import dev.dpm.process.NativePaths;

final class SupervisordReader implements Reader {

    private static final String PROGRAM = "program:";
    private static final int MOST_PROCESSES = 1000;
    private static final int DEFAULT_RETRIES = 3;
    private static final Pattern VARIABLE = Pattern
            .compile("\\s*([^=\\s,]+)\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^,\\n]*?)\\s*(?:[,\\n]|$)", Pattern.DOTALL);
    private static final Map<String, String> OWN = Map.of(
            "unix_http_server", "commands reach the runner by a socket of its own: nothing to do",
            "inet_http_server", "write port and host at the top of the file; the token takes the place of a password",
            "supervisorctl", "dpm-runner's own commands know where the runner is: nothing to do",
            "rpcinterface:supervisor", "the HTTP API is always there: nothing to do");
    /** Those keys of the section [supervisord] that apply to its programs, with the options that they become. */
    private static final Map<String, String> SHARED = Map.of("directory", "cwd", "umask", "umask");

    private final Sources sources;
    private final Collected all;

    SupervisordReader(Sources sources, Collected all) {
        this.sources = sources;
        this.all = all;
    }

    private record Placed(SourceFile file, Section section) {

        Key key(String name, String text) {
            return new Key(name, text, file.place(section.values().get(name).line()));
        }

        Optional<Key> key(String name) {
            return Optional.ofNullable(section.values().get(name)).map(value -> key(name, value.text()));
        }
    }

    @Override
    public void read(SourceFile file) throws BadSource {
        List<Placed> sections = new ArrayList<>();
        IniText.parse(file).values().forEach(section -> sections.add(new Placed(file, section)));
        for (Placed include : sections.stream().filter(each -> each.section().name().equals("include")).toList()) {
            for (SourceFile included : included(include)) {
                IniText.parse(included).values().forEach(section -> sections.add(new Placed(included, section)));
            }
        }
        Map<String, Key> shared = new LinkedHashMap<>();
        Map<String, String> variables = new HashMap<>();
        sections.stream().filter(each -> each.section().name().equals("supervisord"))
                .forEach(each -> own(each, shared, variables));
        Map<String, Key> groups = groups(sections);
        doubled(sections);
        for (Placed placed : sections) {
            section(placed, shared, variables, groups, programs(sections));
        }
    }

    private static Set<String> programs(List<Placed> sections) {
        return sections.stream().map(each -> each.section().name()).filter(name -> name.contains(PROGRAM))
                .map(name -> name.substring(name.indexOf(PROGRAM) + PROGRAM.length()).strip())
                .collect(Collectors.toSet());
    }

    private void strangers(Key key, Set<String> programs) {
        List<String> unknown = Stream.of(key.text().strip().split("[,\\s]+")).filter(name -> !programs.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            all.left(key, "no program is called " + String.join(", ", unknown));
        }
    }

    private void doubled(List<Placed> sections) {
        Map<String, Placed> first = new HashMap<>();
        for (Placed placed : sections) {
            Placed earlier = first.putIfAbsent(placed.section().name(), placed);
            if (earlier != null && placed.section().name().startsWith(PROGRAM)) {
                all.left(placed.file().place(placed.section().line()), "[" + placed.section().name() + "] is in "
                        + earlier.file().place(earlier.section().line()) + " too, and supervisord reads both as one "
                        + "section, whose later keys win; here it is a target of its own: write one section and import "
                        + "again");
            }
        }
    }

    private Expansion names(SourceFile file, Map<String, String> further) {
        Map<String, String> names = new HashMap<>();
        sources.environment().forEach((name, value) -> names.put("ENV_" + name, value));
        names.put("here", NativePaths.text(file.folder()));
        further.forEach((name, value) -> names.put("ENV_" + name, value));
        return new Expansion(names);
    }

    private List<SourceFile> included(Placed include) throws BadSource {
        SourceFile from = include.file();
        List<SourceFile> files = new ArrayList<>();
        for (String name : include.section().values().keySet()) {
            Key key = include.key(name).orElseThrow();
            if (!name.equals("files")) {
                all.left(key, "it is no key of supervisord known here");
                continue;
            }
            Expanded expanded = names(from, Map.of()).expand(key.text());
            for (String pattern : expanded.text().strip().split("\\s+")) {
                List<Path> paths = sources.matching(from.folder(), pattern);
                if (paths.isEmpty()) {
                    all.left(key.place(), "[include] " + pattern + " matches no file: import those files by name");
                }
                for (Path path : paths) {
                    files.add(included(from, key, path));
                }
            }
        }
        return files;
    }

    /** Reads a file that another file includes. Its own includes are ignored, as in supervisord. */
    private SourceFile included(SourceFile from, Key key, Path path) throws BadSource {
        if (path.equals(from.path())) {
            throw new BadSource(key.place() + ": [include] leads back to " + from.name()
                    + " itself; allowed: files other than this one");
        }
        SourceFile file = sources.read(path);
        Section again = IniText.parse(file).get("include");
        if (again != null) {
            if (again.values().containsKey("files") && again.values().get("files").text().contains(from.name())) {
                throw new BadSource(file.place(again.line()) + ": [include] leads back to " + from.name()
                        + ", which includes this file; allowed: includes without a circle");
            }
            all.left(file.place(again.line()),
                    "[include] in an included file is not carried over, since supervisord does not read it either");
        }
        return file;
    }

    private void own(Placed placed, Map<String, Key> shared, Map<String, String> variables) {
        for (String name : placed.section().values().keySet()) {
            Key key = placed.key(name).orElseThrow();
            Expanded expanded = names(placed.file(), Map.of()).expand(key.text());
            if (name.equals("environment")) {
                variables(key.text()).forEach((variable, text) -> {
                    Expanded value = names(placed.file(), Map.of()).expand(text);
                    if (value.isWhole()) {
                        variables.put(variable, value.text());
                    }
                });
                shared.put(name, key);
            } else if (SHARED.containsKey(name) && expanded.isWhole()) {
                shared.put(name, key.with(expanded.text()));
            } else {
                all.left(key.place(), "[supervisord] " + key.shown() + " is not carried over: " + advice(name));
            }
        }
    }

    private static String advice(String name) {
        return switch (name) {
            case "nodaemon" -> ProgramName.typed() + " run stays in the foreground, start does not: nothing to do";
            case "logfile", "pidfile", "childlogdir", "identifier" ->
                "the runner keeps its files in DPM_HOME: nothing to do";
            case "logfile_maxbytes", "logfile_backups" -> "write log_max_size and log_keep at the top of the file";
            case "loglevel" -> "write log_level at the top of the file";
            case "user" -> "start dpm-runner as this user, or write user under each target";
            case "minfds", "minprocs" ->
                "raise the limit where dpm-runner is started (ulimit, LimitNOFILE= of its unit)";
            case "silent", "nocleanup", "strip_ansi" -> "nothing to do";
            default -> "it is no key of supervisord known here";
        };
    }

    private static Map<String, Key> groups(List<Placed> sections) {
        Map<String, Key> groups = new HashMap<>();
        for (Placed placed : sections) {
            String name = placed.section().name();
            if (name.startsWith("group:")) {
                placed.key("programs").ifPresent(key -> {
                    for (String program : key.text().split("[,\\s]+")) {
                        groups.put(program,
                                new Key("programs", name.substring("group:".length()).strip(), key.place()));
                    }
                });
            }
        }
        return groups;
    }

    private void section(Placed placed, Map<String, Key> shared, Map<String, String> variables,
            Map<String, Key> groups, Set<String> programs) {
        String name = placed.section().name();
        String place = placed.file().place(placed.section().line());
        if (name.startsWith(PROGRAM)) {
            program(placed, name.substring(PROGRAM.length()).strip(), shared, variables, groups);
        } else if (name.startsWith("group:")) {
            placed.key("priority").ifPresent(key -> all.left(key, "write depends_on where one target needs another"));
            placed.key("programs").ifPresent(key -> strangers(key, programs));
        } else if (name.startsWith("eventlistener:")) {
            all.left(place, named(placed) + " is not carried over: there are no event listeners here; receivers under "
                    + "notify, and events --json, tell what happens");
        } else if (name.startsWith("fcgi-program:")) {
            all.left(place, named(placed) + " is not carried over: no socket is handed to a target; let the program "
                    + "listen by itself, or run it by spawn-fcgi");
        } else if (OWN.containsKey(name)) {
            all.left(place, named(placed) + " is not carried over: " + OWN.get(name));
        } else if (!name.equals("supervisord") && !name.equals("include")) {
            all.left(place, named(placed) + " is not carried over: it is no section of supervisord known here");
        }
    }

    private static String named(Placed placed) {
        var keys = placed.section().values().keySet();
        return "[" + placed.section().name() + "]" + (keys.isEmpty() ? "" : " (" + String.join(", ", keys) + ")");
    }

    private void program(Placed placed, String program, Map<String, Key> shared, Map<String, String> variables,
            Map<String, Key> groups) {
        String place = placed.file().place(placed.section().line());
        if (placed.key("command").filter(key -> !key.text().isBlank()).isEmpty()) {
            all.left(place, "[program:" + program + "] is not carried over: it has no command");
            return;
        }
        int count = number(placed, "numprocs", 1);
        if (count < 1 || count > MOST_PROCESSES) {
            all.left(place, "[program:" + program + "] is not carried over: numprocs is " + count + "; allowed: 1 to "
                    + MOST_PROCESSES);
            return;
        }
        int first = number(placed, "numprocs_start", 0);
        for (int i = first; i < first + count; i++) {
            Map<String, String> names = Map.of("program_name", program, "process_num", String.valueOf(i), "numprocs",
                    String.valueOf(count), "group_name",
                    Optional.ofNullable(groups.get(program)).map(Key::text).orElse(program),
                    "host_node_name", sources.environment().getOrDefault("HOSTNAME", "localhost"));
            process(placed, program, names(placed.file(), variables).with(names), shared, groups);
        }
    }

    private int number(Placed placed, String name, int otherwise) {
        return placed.key(name).flatMap(key -> Values.count(key.text())).orElse(otherwise);
    }

    private void process(Placed placed, String program, Expansion names, Map<String, Key> shared,
            Map<String, Key> groups) {
        String written = placed.key("process_name").map(key -> names.expand(key.text()).text()).orElse(program);
        Draft draft = all.target(Tool.SUPERVISORD, written,
                placed.file().place(placed.section().line()) + ": [program:" + program + "]");
        Expansion own = environment(placed, draft, names, shared);
        if (!command(placed, draft, own)) {
            all.remove(draft);
            return;
        }
        for (Map.Entry<String, Value> entry : placed.section().values().entrySet()) {
            Key key = placed.key(entry.getKey()).orElseThrow();
            Rule rule = SupervisordTable.PROGRAM.getOrDefault(entry.getKey(),
                    Rule.left("it is no key of supervisord known here"));
            boolean isReadElsewhere = List.of("command", "environment", "process_name").contains(entry.getKey());
            Expanded expanded = own.expand(key.text());
            if (!isReadElsewhere && !expanded.isWhole()) {
                draft.left(key, unknown(expanded.unknown()));
            } else {
                draft.applying(key.with(expanded.text()), rule);
            }
        }
        SHARED.forEach((key, option) -> Optional.ofNullable(shared.get(key)).filter(each -> !draft.has(option))
                .ifPresent(each -> draft.put(option, each.text(), each)));
        Optional.ofNullable(groups.get(program)).ifPresent(key -> draft.put("group", key.text(), key,
                "there are no groups here; commands take patterns such as '" + key.text() + "-*'"));
        retries(placed, draft);
        errors(placed, draft);
    }

    /** Decides where stderr goes. If redirect_stderr is set, stderr goes where stdout goes. */
    private static void errors(Placed placed, Draft draft) {
        Optional<Key> redirects = placed.key("redirect_stderr");
        Optional<Boolean> truth = redirects.map(Key::text).flatMap(Values::truth);
        if (redirects.isPresent() && truth.isEmpty()) {
            draft.left(redirects.get(), "it is neither true nor false");
        } else if (truth.equals(Optional.of(true))) {
            Optional.ofNullable(draft.entries().remove("stderr"))
                    .ifPresent(entry -> draft.left(entry.from(), "redirect_stderr sends stderr where stdout goes"));
        } else if (truth.isPresent() && !draft.has("stderr")) {
            draft.put("stderr", "apart", redirects.get());
        }
    }

    /**
     * Carries over startretries. supervisord counts runs that are shorter than startsecs, so the restart window is long enough
     * for that many runs.
     */
    private void retries(Placed placed, Draft draft) {
        Optional<Key> retries = placed.key("startretries");
        Optional<Key> seconds = placed.key("startsecs");
        if (retries.isEmpty() && seconds.isEmpty()) {
            return;
        }
        int count = retries.map(Key::text).flatMap(Values::count).orElse(DEFAULT_RETRIES);
        long window = Math.max(1, (count + 1L) * seconds.map(Key::text).flatMap(Values::count).orElse(1));
        Key from = retries.or(() -> seconds).orElseThrow();
        if (seconds.map(Key::text).flatMap(Values::count).filter(each -> each == 0).isPresent()) {
            draft.put("max_restarts", "-1", seconds.get());
            return;
        }
        retries.ifPresent(key -> draft.put("max_restarts", Values.restarts(key.text()), key));
        if (count == 0) {
            draft.put("max_restarts", "1", from);
            draft.note(from,
                    "supervisord refuses a restart only after a run shorter than startsecs, and max_restarts: 0 "
                            + "would refuse every one: one restart is allowed within restart_window");
        }
        if (!draft.value("max_restarts").filter("-1"::equals).isPresent()) {
            draft.put("restart_window", String.valueOf(window), from);
        }
    }

    private static String unknown(List<String> names) {
        return String.join(", ", names.stream().map(name -> "%(" + name + ")s").toList())
                + (names.size() == 1
                        ? " stands for nothing where import runs: set the variable"
                        : " stand for nothing where "
                                + "import runs: set the variables")
                + " and import again, or write the value yourself";
    }

    /**
     * Carries over the environment variables of a program.
     * @return the names that can be replaced in the other keys of the program, with these variables added
     */
    private Expansion environment(Placed placed, Draft draft, Expansion names, Map<String, Key> shared) {
        Map<String, String> further = new HashMap<>();
        List<Key> keys = new ArrayList<>(Optional.ofNullable(shared.get("environment")).stream().toList());
        placed.key("environment").ifPresent(keys::add);
        for (Key key : keys) {
            Map<String, String> variables = variables(key.text());
            if (variables.isEmpty() && !key.text().isBlank()) {
                draft.left(key, "it is no list of KEY=\"value\"");
            }
            variables.forEach((name, text) -> {
                Expanded value = names.expand(text);
                boolean isPassedOn = text.equals("%(ENV_" + name + ")s");
                if (value.isWhole() && !isPassedOn) {
                    draft.variable(name, value.text(), key);
                    further.put("ENV_" + name, value.text());
                } else if (!isPassedOn) {
                    draft.left(key, "the variable " + name + ": " + unknown(value.unknown()));
                }
            });
        }
        return names.with(further);
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher pair = VARIABLE.matcher(text);
        int end = 0;
        while (pair.find() && pair.start() == end) {
            end = pair.end();
            variables.put(pair.group(1), pair.group(2).replaceAll("^[\"']+|[\"']+$", ""));
        }
        return text.substring(Math.min(end, text.length())).isBlank() ? variables : Map.of();
    }

    private boolean command(Placed placed, Draft draft, Expansion names) {
        Key key = placed.key("command").orElseThrow();
        Expanded expanded = names.expand(key.text());
        if (!expanded.isWhole() && Expansion.areVariables(expanded.unknown())) {
            Optional<String> line = ShellWords.split(expanded.text()).map(Expansion::forShell);
            if (line.isEmpty()) {
                draft.left(key, "it has a quote without its other half");
                return false;
            }
            draft.command(List.of(ShellWords.SHELL, "-c", "exec " + line.get()), key);
            draft.comment(unknown(expanded.unknown()) + "; until then a shell looks it up when the target is launched");
            draft.note(key,
                    unknown(expanded.unknown()) + "; until then a shell looks it up when the target is launched");
            return true;
        }
        Optional<List<String>> words = ShellWords.split(expanded.text()).filter(list -> !list.isEmpty());
        if (!expanded.isWhole() || words.isEmpty()) {
            draft.left(key, expanded.isWhole() ? "it has a quote without its other half" : unknown(expanded.unknown()));
            return false;
        }
        draft.command(words.get(), key);
        return true;
    }
}
