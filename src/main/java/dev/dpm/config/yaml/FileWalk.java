package dev.dpm.config.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.ConfigFile.Notified;
import dev.dpm.config.ConfigFile.Target;
import dev.dpm.config.Option;
import dev.dpm.config.Option.Place;
import dev.dpm.config.Option.Scope;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.resolve.Spelling;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.TargetName;

/** Reads the entries of a configuration file from the nodes of the YAML library. */
final class FileWalk {

    private static final String DEFAULTS = "defaults";
    private static final String TARGETS = "targets";
    private static final String NOTIFY = "notify";
    private static final String INCLUDE = "include";
    private static final String COMMAND = "command";
    private static final String ARGS = "args";

    private final Path path;
    private final FileFaults faults;
    private final NodeTexts texts;
    private final Optional<Includes> includes;

    /**
     * @param includes reads the files that this file includes; empty: this file is included itself, and may not include
     *     others
     */
    FileWalk(Path path, String fileName, Optional<Includes> includes) {
        this.path = path;
        this.includes = includes;
        this.faults = new FileFaults(fileName);
        this.texts = new NodeTexts(faults);
    }

    /**
     * The places in a configuration file where options may stand. Each place has further keys that are allowed beside the
     * options.
     */
    private enum Level {
        TOP(Scope.RUNNER, List.of(DEFAULTS, TARGETS, NOTIFY, INCLUDE)), UNDER_DEFAULTS(Scope.TARGET, List.of()),
        UNDER_TARGET(Scope.TARGET, List.of(COMMAND, ARGS));

        private final Scope scope;
        private final List<String> words;

        Level(Scope scope, List<String> words) {
            this.scope = scope;
            this.words = words;
        }

        boolean knows(Option<?> option) {
            return (scope == Scope.TARGET ? option.isForTargets() : option.scope() == scope)
                    && option.isAllowedIn(Place.FILE);
        }

        List<String> keys() {
            List<String> keys = new ArrayList<>(words);
            Options.all().stream().filter(this::knows).map(Option::name).forEach(keys::add);
            return keys;
        }
    }

    Reading walk(Node root) {
        if (isNothing(root)) {
            faults.add(root, "the file is empty: write targets, NAME and its options");
            return new Reading(Optional.empty(), faults.all());
        }
        if (!(root instanceof MappingNode top)) {
            faults.add(root, "the file is not a mapping; allowed: option: value, defaults: and targets:");
            return new Reading(Optional.empty(), faults.all());
        }
        List<Entry> runner = new ArrayList<>();
        List<Entry> defaults = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        List<Notified> receivers = new ArrayList<>();
        boolean isNamed = false;
        for (Map.Entry<ScalarNode, Node> pair : pairs(top, true)) {
            String key = pair.getKey().getValue();
            if (key.equals(DEFAULTS)) {
                options(pair, Level.UNDER_DEFAULTS, defaults);
            } else if (key.equals(TARGETS)) {
                isNamed = !isNothing(pair.getValue())
                        && !(pair.getValue() instanceof MappingNode names && names.getValue().isEmpty());
                targets(pair, targets);
            } else if (includes.isEmpty()) {
                faults.add(pair.getKey(), ConfigFault.quoted(key) + " is not allowed in an included file; allowed: "
                        + DEFAULTS + " and " + TARGETS + ", all else in the file that includes it");
            } else if (key.equals(NOTIFY)) {
                receivers(pair, receivers);
            } else if (key.equals(INCLUDE)) {
                texts.words(pair.getKey(), pair.getValue(), false)
                        .forEach(pattern -> includes.get().add(pattern, pair.getKey(), faults));
            } else {
                option(pair, Level.TOP, runner);
            }
        }
        List<ConfigFile> included = includes.map(Includes::files).orElse(List.of());
        boolean isTold = isNamed && !faults.all().isEmpty()
                || includes.filter(other -> !other.faults().isEmpty()).isPresent();
        boolean isEmpty = targets.isEmpty() && included.stream().allMatch(file -> file.count() == 0);
        boolean lacks = !faults.isFull() && includes.isPresent() && isEmpty && !isTold && !remains(runner);
        List<ConfigFault> all = new ArrayList<>(faults.all());
        includes.ifPresent(other -> all.addAll(other.faults()));
        List<String> warnings = new ArrayList<>(faults.warnings());
        includes.ifPresent(other -> warnings.addAll(other.warnings()));
        return new Reading(Optional.of(new ConfigFile(path, runner, defaults, targets, receivers, included)), all,
                warnings, lacks
                        ? List.of(new ConfigFault(faults.place(root), "the file names no targets: write targets, NAME "
                                + "and its options, or remain_after_exit: true"))
                        : List.of());
    }

    /**
     * Whether the file contains {@code remain_after_exit: true}. The command {@code run} then goes on without targets, so the
     * file need not name any.
     */
    private static boolean remains(List<Entry> runner) {
        return runner.stream().anyMatch(entry -> entry.text().equals("true")
                && Options.byName(entry.key()).filter(Options.REMAIN_AFTER_EXIT::equals).isPresent());
    }

    private void targets(Map.Entry<ScalarNode, Node> pair, List<Target> targets) {
        Optional<MappingNode> mapping = mapping(pair, "NAME and its options");
        if (mapping.isEmpty()) {
            return;
        }
        for (Map.Entry<ScalarNode, Node> target : pairs(mapping.get(), false)) {
            String name = target.getKey().getValue();
            if (TargetName.isValid(name)) {
                target(target).ifPresent(targets::add);
            } else {
                faults.add(target.getKey(), "target name " + ConfigFault.quoted(name) + " is not allowed; allowed: "
                        + TargetName.ALLOWED);
            }
        }
    }

    private void receivers(Map.Entry<ScalarNode, Node> pair, List<Notified> receivers) {
        if (pair.getValue() instanceof SequenceNode list) {
            listed(list, receivers);
            return;
        }
        Optional<MappingNode> mapping = mapping(pair,
                "NAME and where a receiver of notices is told, or a list of them");
        for (Map.Entry<ScalarNode, Node> one : mapping.map(node -> pairs(node, false)).orElse(List.of())) {
            receiver(one.getKey(), one.getKey().getValue(), mapping(one, "type and what it needs")
                    .map(node -> pairs(node, true)).orElse(List.of())).ifPresent(receivers::add);
        }
    }

    /** Reads receivers of notices from a list. No name may occur twice. */
    private void listed(SequenceNode list, List<Notified> receivers) {
        Map<String, Node> names = new HashMap<>();
        for (Node item : list.getValue()) {
            if (!(item instanceof MappingNode mapping)) {
                faults.add(item,
                        NOTIFY + ": a receiver is not a mapping; allowed: a mapping of name, type and what it needs");
                continue;
            }
            List<Map.Entry<ScalarNode, Node>> keys = new ArrayList<>(pairs(mapping, true));
            Optional<Map.Entry<ScalarNode, Node>> named = keys.stream()
                    .filter(key -> key.getKey().getValue().equals(Options.NAME.name())).findFirst();
            if (named.isEmpty()) {
                faults.add(item, NOTIFY + ": name is missing of a receiver; allowed: " + TargetName.ALLOWED);
                continue;
            }
            keys.remove(named.get());
            ScalarNode key = named.get().getKey();
            String name = named.get().getValue() instanceof ScalarNode word ? word.getValue() : "";
            Node first = names.putIfAbsent(name, key);
            if (first != null) {
                faults.add(key, "the receiver " + ConfigFault.quoted(name) + " is written twice, first in line "
                        + FileFaults.line(first) + "; allowed: once");
                continue;
            }
            receiver(key, name, keys).ifPresent(receivers::add);
        }
    }

    /**
     * Reads one receiver of notices. Empty: the name is not allowed, which is reported as a fault.
     *
     * @param place the node with the receiver's name
     */
    private Optional<Notified> receiver(Node place, String name, List<Map.Entry<ScalarNode, Node>> keys) {
        if (!TargetName.isValid(name)) {
            faults.add(place, "receiver name " + ConfigFault.quoted(name) + " is not allowed; allowed: "
                    + TargetName.ALLOWED);
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<ScalarNode, Node> key : keys) {
            texts.text(key.getKey(), key.getValue()).ifPresent(text -> entries
                    .add(new Entry(seedSpelling(key.getKey().getValue()), text, faults.place(key.getKey()))));
        }
        return Optional.of(new Notified(name, faults.place(place), entries));
    }

    private Optional<Target> target(Map.Entry<ScalarNode, Node> named) {
        List<Entry> entries = new ArrayList<>();
        Optional<MappingNode> mapping = mapping(named, "options, command and args");
        if (mapping.isEmpty() && !isNothing(named.getValue())) {
            return Optional.empty();
        }
        Map<String, Node> words = new HashMap<>();
        List<String> command = List.of();
        List<String> arguments = List.of();
        for (Map.Entry<ScalarNode, Node> pair : mapping.map(node -> pairs(node, true)).orElse(List.of())) {
            String key = pair.getKey().getValue();
            words.put(seedSpelling(key), pair.getKey());
            if (key.equals(COMMAND)) {
                command = texts.words(pair.getKey(), pair.getValue());
                checkProgram(pair.getKey(), command);
            } else if (key.equals(ARGS)) {
                arguments = texts.words(pair.getKey(), pair.getValue());
            } else {
                option(pair, Level.UNDER_TARGET, entries);
            }
        }
        checkOneProgram(words);
        if (words.containsKey(COMMAND) && command.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Target(named.getKey().getValue(), faults.place(named.getKey()), command, arguments,
                entries));
    }

    private void checkProgram(Node key, List<String> command) {
        if (command.isEmpty() || command.get(0).isBlank()) {
            faults.add(key, "command has no program; allowed: [program, argument, ...]");
        }
    }

    private void checkOneProgram(Map<String, Node> words) {
        if (!words.containsKey(COMMAND)) {
            return;
        }
        for (String other : List.of(Options.SCRIPT_PATH.name(), Options.PROCESS_NAME.name(), ARGS)) {
            if (words.containsKey(other)) {
                faults.add(words.get(other), other + " is not allowed beside command; allowed: command, "
                        + "or script_path with process_name and args");
            }
        }
    }

    private void options(Map.Entry<ScalarNode, Node> pair, Level level, List<Entry> entries) {
        mapping(pair, "options").ifPresent(
                mapping -> pairs(mapping, true).forEach(inner -> option(inner, level, entries)));
    }

    private void option(Map.Entry<ScalarNode, Node> pair, Level level, List<Entry> entries) {
        ScalarNode key = pair.getKey();
        Optional<Option<?>> option = Options.byName(key.getValue()).filter(level::knows);
        if (option.isEmpty()) {
            refuse(key, level);
            return;
        }
        Optional<String> text = texts.text(option.get(), pair.getKey(), pair.getValue());
        text.flatMap(given -> value(option.get(), given, key))
                .ifPresent(given -> entries.add(new Entry(key.getValue(), given, faults.place(key))));
    }

    /**
     * Checks the text of an option. A wrong text is a fault; a wrong number of instances becomes 1, so that it causes no
     * further faults.
     */
    private Optional<String> value(Option<?> option, String text, ScalarNode key) {
        return isValue(option, text, key)
                ? Optional.of(text)
                : Optional.of("1").filter(one -> option == Options.INSTANCES);
    }

    private boolean isValue(Option<?> option, String text, ScalarNode key) {
        if (option.isOpenIn(text)) {
            return true; // the text is checked when its variables are known
        }
        try {
            option.parse(text);
            return true;
        } catch (BadValue e) {
            Settings.Origin origin = new Settings.Origin(Settings.Source.FILE, faults.place(key));
            faults.add(ConfigFault.badValue(origin, option, text, e));
            return false;
        }
    }

    private void refuse(ScalarNode key, Level level) {
        if (faults.isFull()) {
            return;
        }
        String word = key.getValue();
        String shown = ConfigFault.quoted(word);
        Optional<Option<?>> elsewhere = Options.byName(word);
        if (word.equals("<<")) {
            faults.add(key, "'<<' is not a key here: what targets share goes under defaults");
        } else if (word.equals(Options.NAME.name())) {
            faults.add(key, "'name' is not a key: a target's name is its key under targets");
        } else if (elsewhere.isPresent() && !elsewhere.get().isAllowedIn(Place.FILE)) {
            faults.add(key, shown + " is not allowed in a file; allowed: " + elsewhere.get().flag());
        } else if (elsewhere.isPresent()) {
            boolean isRunners = elsewhere.get().scope() == Scope.RUNNER;
            faults.add(key, shown + " is not allowed here; allowed: "
                    + (isRunners ? "at the top of the file" : "under defaults, or under targets and a name"));
        } else if (Level.UNDER_TARGET.words.contains(word)) {
            faults.add(key, shown + " is not allowed here; allowed: under targets and a name");
        } else {
            faults.add(key, shown + " is not a key" + Spelling.hint(word, level.keys(), ""));
        }
    }

    private static String seedSpelling(String key) {
        return key.replace('-', '_');
    }

    /** The pairs of a mapping. A key must be a plain text and unique. */
    private List<Map.Entry<ScalarNode, Node>> pairs(MappingNode mapping, boolean areOptions) {
        Map<String, Map.Entry<ScalarNode, Node>> once = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                faults.add(tuple.getKeyNode(), "a list or mapping is not allowed as a key; allowed: a plain word");
                continue;
            }
            String word = areOptions ? seedSpelling(key.getValue()) : key.getValue();
            Map.Entry<ScalarNode, Node> first = once.putIfAbsent(word, Map.entry(key, tuple.getValueNode()));
            if (first != null) {
                faults.add(key, ConfigFault.quoted(key.getValue()) + " is written twice, first in line "
                        + FileFaults.line(first.getKey()) + "; allowed: once");
            }
        }
        return List.copyOf(once.values());
    }

    /** The mapping under a key; empty: the key has no value, or the value is a fault. */
    private Optional<MappingNode> mapping(Map.Entry<ScalarNode, Node> pair, String allowed) {
        if (pair.getValue() instanceof MappingNode mapping) {
            return Optional.of(mapping);
        }
        if (!isNothing(pair.getValue())) {
            faults.add(pair.getKey(), ConfigFault.quoted(pair.getKey().getValue())
                    + " is not a mapping; allowed: a mapping of " + allowed);
        }
        return Optional.empty();
    }

    static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar && Tag.NULL.equals(scalar.getTag()) && scalar.getValue().isEmpty();
    }
}
