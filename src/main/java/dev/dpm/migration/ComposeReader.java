package dev.dpm.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.dpm.config.yaml.Lined;
import dev.dpm.config.yaml.LinedYaml;
import dev.dpm.config.yaml.NotYaml;
import dev.dpm.process.NativePaths;

/**
 * Reads the services of a compose file. A service whose command is only in its image is left out, since that command is
 * unknown.
 */
final class ComposeReader implements Reader {

    private final Sources sources;
    private final Collected all;
    private Map<String, String> known = Map.of();
    private Interpolation variables = new Interpolation(known);
    private final Map<String, String> targets = new HashMap<>();

    ComposeReader(Sources sources, Collected all) {
        this.sources = sources;
        this.all = all;
    }

    @Override
    public void read(SourceFile file) throws BadSource {
        Lined root = root(file);
        boolean isOldest = isOfFirstFormat(root);
        Map<String, Lined> services = isOldest
                ? root.pairs()
                : root.under("services").map(Lined::pairs).orElse(Map.of());
        if (services.isEmpty()) {
            throw new BadSource(file.name() + " names no services; allowed: services, NAME and its command");
        }
        known = variables(file);
        variables = new Interpolation(known);
        targets.clear();
        services.forEach((name, service) -> service(new Service(file, name, service)));
        targets.values().stream().map(all::draft).flatMap(Optional::stream).forEach(this::drop);
        (isOldest ? Map.<String, Lined>of() : root.pairs()).forEach((name, value) -> {
            if (!name.equals("services") && !name.startsWith("x-")) {
                all.left(new Key(name, new Lined(value.line(), List.of()), file.place(value.line())), switch (name) {
                    case "volumes", "networks" -> "targets use this machine's folders and network: nothing to do";
                    case "version" -> "the file's own format has one version: nothing to do";
                    case "name" -> "targets have the names of the services: nothing to do";
                    case "include" -> "import the files that it names too";
                    default -> "write what the programs need where they look for it";
                });
            }
        });
    }

    /** Whether services are keys at the top level of the compose file, as in the first version of its format. */
    private static boolean isOfFirstFormat(Lined root) {
        return root.under("services").isEmpty() && !root.pairs().isEmpty() && root.pairs().values().stream()
                .allMatch(service -> service.under("image").or(() -> service.under("build"))
                        .or(() -> service.under("extends")).isPresent());
    }

    private static Lined root(SourceFile file) throws BadSource {
        try {
            return LinedYaml.read(file.text());
        } catch (NotYaml e) {
            throw new BadSource(file.name() + ": is no YAML: " + e.getMessage());
        }
    }

    /**
     * The environment variables of the command {@code import}, and those of the .env file beside the compose file. The
     * environment has precedence.
     */
    private Map<String, String> variables(SourceFile file) throws BadSource {
        Map<String, String> both = new HashMap<>();
        var path = file.folder().resolve(".env");
        if (sources.exists(path)) {
            sources.read(path).text().lines().map(String::strip)
                    .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0).forEach(line -> {
                        String[] pair = line.replaceFirst("^export\\s+", "").split("=", 2);
                        both.put(pair[0].strip(), pair[1].strip().replaceAll("^\"(.*)\"$|^'(.*)'$", "$1$2"));
                    });
        }
        both.putAll(sources.environment());
        return both;
    }

    private record Service(SourceFile file, String name, Lined value) {

        Optional<Key> key(String key) {
            return value.under(key).map(found -> new Key(key, found, file.place(found.line())));
        }
    }

    /** A value with its variables replaced. A variable that is not set becomes empty, as under docker compose. */
    private Lined whole(Lined value) {
        if (value.isNothing()) {
            return value;
        }
        if (value.isText()) {
            return new Lined(value.line(), variables.expand(value.text()));
        }
        if (!value.items().isEmpty()) {
            return new Lined(value.line(), value.items().stream().map(this::whole).toList());
        }
        Map<String, Lined> pairs = new LinkedHashMap<>();
        value.pairs().forEach((name, each) -> pairs.put(name, whole(each)));
        return new Lined(value.line(), pairs);
    }

    private Optional<Key> key(Service service, String name) {
        Optional<Key> key = service.key(name).map(found -> new Key(name, whole(found.value()), found.place()));
        List<String> unset = variables.unset();
        if (!unset.isEmpty()) {
            all.left(key.orElseThrow().place(),
                    "service " + service.name() + ": " + name + ": " + String.join(", ", unset)
                            + (unset.size() == 1 ? " is" : " are")
                            + " not set where import runs, and empty as in compose: set "
                            + (unset.size() == 1 ? "it" : "them") + " and import again, or write the value yourself");
        }
        return key;
    }

    private static List<String> words(Key key) {
        return key.value().isText()
                ? ShellWords.split(key.text()).orElseGet(() -> ShellWords.command(key.text()))
                : key.value().items().stream().map(Lined::text).toList();
    }

    private void service(Service service) {
        Optional<Key> entrypoint = key(service, "entrypoint");
        Optional<Key> command = key(service, "command");
        List<String> words = new ArrayList<>(entrypoint.map(ComposeReader::words).orElse(List.of()));
        words.addAll(command.map(ComposeReader::words).orElse(List.of()));
        while (!words.isEmpty() && words.get(0).isEmpty()) {
            // an empty entrypoint in the compose file cancels the entrypoint of the image
            words.remove(0);
        }
        String place = service.file().place(service.value().line());
        if (words.isEmpty()) {
            String from = key(service, "image").map(key -> "the image " + key.text())
                    .orElse(service.key("build").isPresent() ? "the image that is built" : "its image");
            all.left(place, "service " + service.name() + " is not carried over: it has no command of its own, "
                    + from + " brings one; install that program here and write a target with its command");
            return;
        }
        Draft draft = all.target(Tool.COMPOSE, service.name(), place);
        targets.put(service.name(), draft.name());
        draft.command(words, command.or(() -> entrypoint).orElseThrow());
        Mounts mounts = Mounts.of(service.file(), key(service, "volumes").map(Key::value).orElse(new Lined(0, "")));
        key(service, "image").ifPresent(key -> draft.note(key, "the program runs without the image: install it on this "
                + "machine"
                + (entrypoint.isEmpty()
                        ? ", and see whether the image has an entrypoint in front of the command"
                        : "")));
        if (words.get(0).startsWith("-")) {
            draft.note(command.or(() -> entrypoint).orElseThrow(),
                    "it begins with an argument, since the image brings the program: write that program in front of it");
        }
        key(service, "build").ifPresent(
                key -> draft.note(key, "no image is built: install on this machine what the Dockerfile installs"));
        for (String name : service.value().pairs().keySet()) {
            if (!name.startsWith("x-")) {
                key(service, name).ifPresent(key -> draft.applying(key, ComposeTable.SERVICE
                        .getOrDefault(name, Rule.left("it is no key of compose known here"))));
            }
        }
        links(service, draft);
        folder(service, draft, mounts);
        environment(service, draft);
        key(service, "healthcheck").ifPresent(key -> Healthcheck.apply(key, draft));
        key(service, "deploy").ifPresent(key -> deployed(key, draft));
        mounts.rest().ifPresent(rest -> key(service, "volumes").ifPresent(key -> draft.left(
                key,
                "the target sees this machine's folders as they are: make the program use them instead of " + rest)));
        for (String name : List.of("scale", "extends")) {
            key(service, name).ifPresent(key -> draft.left(key, name.equals("scale")
                    ? "one process is carried over; write instances, where each can listen at a place of its own"
                    : "write what the other service has here"));
        }
    }

    /** Carries over the key {@code links} of a service: each link becomes a dependency. */
    private void links(Service service, Draft draft) {
        key(service, "links").ifPresent(key -> {
            Map<String, String> conditions = new LinkedHashMap<>();
            draft.value("depends_on").ifPresent(
                    map -> ((Map<?, ?>) map).forEach((name, how) -> conditions.put((String) name, (String) how)));
            key.value().items().forEach(link -> conditions.putIfAbsent(link.text().split(":", 2)[0], "started"));
            draft.put("depends_on", conditions, draft.from("depends_on").orElse(key));
        });
    }

    private void folder(Service service, Draft draft, Mounts mounts) {
        Optional<Key> written = key(service, "working_dir");
        Optional<String> here = written.flatMap(key -> mounts.onMachine(key.text()));
        Key from = written.or(() -> service.key("command")).or(() -> service.key("entrypoint")).orElseThrow();
        draft.put("cwd", here.orElseGet(() -> NativePaths.text(service.file().folder())), from);
        if (written.isPresent() && here.isEmpty()) {
            draft.left(written.get(), "it is a folder of the image; the folder of " + service.file().name()
                    + " takes its place: write cwd");
        }
    }

    private void environment(Service service, Draft draft) {
        key(service, "env_file").ifPresent(key -> files(key, draft, service.file()));
        List<String> passed = new ArrayList<>();
        key(service, "environment").ifPresent(key -> {
            key.value().pairs().forEach((name, value) -> {
                if (value.isNothing()) {
                    passedOn(name, key, draft, passed);
                } else {
                    draft.variable(name, value.text(), key);
                }
            });
            key.value().items().stream().map(Lined::text).forEach(line -> {
                int equals = line.indexOf('=');
                if (equals < 0) {
                    passedOn(line.strip(), key, draft, passed);
                } else {
                    draft.variable(line.substring(0, equals), line.substring(equals + 1), key);
                }
            });
            if (!passed.isEmpty()) {
                draft.note(key, String.join(", ", passed) + " " + (passed.size() == 1 ? "has" : "have")
                        + " no value in the file: the target has what the shell has that starts it");
            }
        });
    }

    /**
     * Carries over a variable that has no value in the compose file. If only the .env file sets it, the target gets that value;
     * otherwise the target inherits the variable from the shell that starts it.
     */
    private void passedOn(String name, Key key, Draft draft, List<String> passed) {
        if (!sources.environment().containsKey(name) && known.containsKey(name)) {
            draft.variable(name, known.get(name), key);
        } else {
            passed.add(name);
        }
    }

    private void files(Key key, Draft draft, SourceFile file) {
        List<Lined> written = key.value().isText() ? List.of(key.value()) : key.value().items();
        List<String> files = new ArrayList<>();
        for (Lined each : written) {
            String path = file.absolute(each.under("path").orElse(each).text());
            boolean isNeeded = each.under("required").map(Lined::text).flatMap(Values::truth).orElse(true);
            if (isNeeded || sources.exists(NativePaths.of(path))) {
                files.add(path);
            } else {
                draft.left(key, path + " is not there and not required");
            }
        }
        if (!files.isEmpty()) {
            draft.put("env_file", files, key);
        }
    }

    private void deployed(Key key, Draft draft) {
        key.value().pairs().forEach((name, value) -> {
            Key inner = new Key("deploy." + name, value, key.place());
            switch (name) {
                case "resources" -> resources(value, inner, draft);
                case "restart_policy" -> policy(value, inner, draft);
                case "replicas" -> {
                    if (!value.text().equals("1")) {
                        draft.left(inner,
                                "one process is carried over; write instances, where each can listen at a place of its own");
                    }
                }
                default -> draft.left(inner, "it is about a swarm of machines");
            }
        });
    }

    private static void resources(Lined resources, Key key, Draft draft) {
        resources.pairs().forEach((name, value) -> {
            if (name.equals("limits")) {
                limits(value, key, draft);
            } else {
                draft.left(new Key(key.name() + "." + name, value, key.place()), "nothing is reserved for a target");
            }
        });
    }

    private static void policy(Lined policy, Key key, Draft draft) {
        // the key "condition" is carried over first: it sets the whole restart policy, of which the other keys then change
        // parts
        policy.under("condition").ifPresent(condition -> draft.applying(
                new Key(key.name() + ".condition", condition, key.place()), ComposeTable.SERVICE.get("restart")));
        policy.pairs().forEach((name, value) -> {
            Key inner = new Key(key.name() + "." + name, value, key.place());
            switch (name) {
                case "condition" -> {
                    // nothing to do: these keys were carried over before the other keys
                }
                case "delay" -> Rule.turned("restart_interval", Values::seconds).apply(inner, draft);
                case "max_attempts" -> draft.put("max_restarts", Values.restarts(value.text()), inner);
                case "window" -> Rule.turned("restart_window", Values::seconds).apply(inner, draft);
                default -> draft.left(inner, "it is no key of a restart policy known here");
            }
        });
    }

    private static void limits(Lined limits, Key key, Draft draft) {
        limits.pairs().forEach((name, value) -> {
            Key inner = new Key(key.name() + ".limits." + name, value, key.place());
            String known = Map.of("memory", "mem_limit", "cpus", "cpus", "pids", "pids_limit").getOrDefault(name, "");
            draft.applying(inner,
                    ComposeTable.SERVICE.getOrDefault(known, Rule.left("it is no limit known here")));
        });
    }

    /** Removes dependencies on services that did not become targets. A {@link Leftover} tells the user. */
    private void drop(Draft draft) {
        Draft.Entry entry = draft.entries().get("depends_on");
        if (entry == null || !(entry.value() instanceof Map<?, ?> needed)) {
            return;
        }
        Map<String, String> kept = new LinkedHashMap<>();
        List<String> gone = new ArrayList<>();
        needed.forEach((name, condition) -> Optional.ofNullable(targets.get((String) name))
                .ifPresentOrElse(target -> kept.put(target, (String) condition), () -> gone.add((String) name)));
        restarts(entry.from(), needed.keySet().stream().map(String.class::cast).filter(targets::containsKey).toList(),
                draft);
        draft.entries().remove("depends_on");
        if (!kept.isEmpty()) {
            draft.put("depends_on", kept, entry.from());
        }
        if (!gone.isEmpty()) {
            draft.left(entry.from(), String.join(", ", gone) + (gone.size() == 1
                    ? " is no target of this file: let the program wait for it"
                    : " are no targets of this file: let the program wait for them"));
        }
    }

    /**
     * Decides whether the target gets {@code restart_with}, which applies to all dependencies. In a compose file, {@code
     * restart} is set for each dependency.
     */
    private static void restarts(Key from, List<String> services, Draft draft) {
        Map<Boolean, List<String>> isBound = services.stream().collect(
                Collectors.partitioningBy(service -> from.value().under(service).filter(ComposeTable::restarts)
                        .isPresent()));
        if (isBound.get(true).isEmpty()) {
            draft.entries().remove("restart_with");
        } else if (!isBound.get(false).isEmpty()) {
            draft.note(from, "restart_with holds for all dependencies, and compose restarts " + draft.name()
                    + " with " + String.join(", ", isBound.get(true)) + " only");
        }
    }
}
