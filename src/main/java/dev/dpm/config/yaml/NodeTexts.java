package dev.dpm.config.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.value.ShellSyntax;

/**
 * Converts YAML nodes to the texts that a user would write for the options on a command line. Values such as {@code off} and
 * {@code 80.0} stay as written.
 */
final class NodeTexts {

    private static final Set<Option<?>> LISTS = Set.of(Options.SUCCESS_EXIT_CODES, Options.ALLOWED_HOSTS,
            Options.STOP_ON, Options.CPU_AFFINITY, Options.DEPENDS_ON);

    private static final Set<Option<?>> SEPARATED = Set.of(Options.ENV_FILE, Options.WATCH, Options.WATCH_IGNORE);

    private final FileFaults faults;

    NodeTexts(FileFaults faults) {
        this.faults = faults;
    }

    /** The text of an option's value; empty: the value has a wrong form, which is reported as a fault. */
    Optional<String> text(Option<?> option, ScalarNode key, Node value) {
        if (option.isMapping()) {
            return pairs(key, value);
        }
        if (SEPARATED.contains(option) && value instanceof SequenceNode list) {
            return scalars(key, list).map(texts -> String.join(Settings.SEPARATOR, texts));
        }
        if (option == Options.DEPENDS_ON && value instanceof MappingNode mapping) {
            return conditions(key, mapping);
        }
        if (LISTS.contains(option) && value instanceof SequenceNode list) {
            return scalars(key, list).filter(texts -> !(texts.isEmpty() && option == Options.DEPENDS_ON))
                    .map(texts -> String.join(",", texts));
        }
        if (value instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        faults.add(key, ConfigFault.quoted(key.getValue()) + " is a list or mapping; allowed: one value");
        return Optional.empty();
    }

    /** A plain text, or the joined texts of a list; empty: the value is neither, which is reported as a fault. */
    Optional<String> text(ScalarNode key, Node value) {
        if (value instanceof SequenceNode list) {
            return scalars(key, list).map(texts -> String.join(Settings.SEPARATOR, texts));
        }
        if (value instanceof ScalarNode scalar && scalar.getValue().indexOf('\0') < 0) {
            return Optional.of(scalar.getValue());
        }
        faults.add(key, ConfigFault.quoted(key.getValue()) + " is a mapping; allowed: one value, or a list of them");
        return Optional.empty();
    }

    /**
     * The words of a command: a list, or a text split at blanks; empty: the value is neither, which is reported as a fault.
     */
    List<String> words(ScalarNode key, Node value) {
        return words(key, value, true);
    }

    /** @param areSplit whether a text is split into words */
    List<String> words(ScalarNode key, Node value, boolean areSplit) {
        if (value instanceof SequenceNode list) {
            return scalars(key, list).orElse(List.of());
        }
        if (!areSplit && value instanceof ScalarNode scalar) {
            return FileWalk.isNothing(value) ? List.of() : List.of(scalar.getValue());
        }
        if (value instanceof ScalarNode scalar) {
            Optional<List<String>> words = WordSplit.split(scalar.getValue());
            if (words.isEmpty()) {
                faults.add(key, key.getValue() + " has a quote without its other half; allowed: [word, word, ...] "
                        + "or one line of words");
            }
            warnOfShell(key, scalar.getValue());
            return words.orElse(List.of());
        }
        faults.add(key, key.getValue() + " is a mapping; allowed: [word, word, ...] or one line of words");
        return List.of();
    }

    /** Warns about parts of a command that only a shell would interpret. */
    private void warnOfShell(ScalarNode key, String line) {
        List<String> parts = ShellSyntax.in(line);
        if (!parts.isEmpty()) {
            faults.warn(key, key.getValue() + ": no shell reads this line, so the program gets "
                    + parts.stream().map(ConfigFault::quoted).collect(Collectors.joining(", "))
                    + " as plain text; [sh, -c, '...'] is a command with a shell, and quotes around such a word say "
                    + "that it is meant");
        }
    }

    private Optional<List<String>> scalars(ScalarNode key, SequenceNode list) {
        List<String> texts = new ArrayList<>();
        for (Node node : list.getValue()) {
            if (!(node instanceof ScalarNode scalar) || scalar.getValue().indexOf('\0') >= 0) {
                faults.add(node, key.getValue() + " has an entry that is no plain text; allowed: a list of texts");
                return Optional.empty();
            }
            texts.add(scalar.getValue());
        }
        return Optional.of(texts);
    }

    private Optional<String> pairs(ScalarNode key, Node value) {
        if (FileWalk.isNothing(value)) {
            return Optional.empty();
        }
        if (!(value instanceof MappingNode mapping)) {
            faults.add(key, seed(key) + " is not a mapping; allowed: a mapping of "
                    + (isEnv(key) ? "variables, such as {PORT: \"8000\"}" : "names to values"));
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            pair(key, tuple, names).ifPresent(lines::add);
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(Settings.SEPARATOR, lines));
    }

    private Optional<String> pair(ScalarNode key, NodeTuple tuple, Set<String> names) {
        if (!(tuple.getKeyNode() instanceof ScalarNode name) || !isName(name.getValue())) {
            faults.add(tuple.getKeyNode(),
                    seed(key) + " has a name that is none; allowed: a text, not empty, without =");
            return Optional.empty();
        }
        String what = (isEnv(key) ? "variable " : "of " + seed(key) + " ") + ConfigFault.quoted(name.getValue());
        if (!names.add(name.getValue())) {
            faults.add(name, what + " is written twice; allowed: once");
            return Optional.empty();
        }
        if (!(tuple.getValueNode() instanceof ScalarNode value) || hasForbidden(value.getValue())) {
            faults.add(name,
                    what + " has a value that is none; allowed: one text without NUL and unit separator characters");
            return Optional.empty();
        }
        return Optional.of(name.getValue() + "=" + value.getValue());
    }

    private static String seed(ScalarNode key) {
        return key.getValue().replace('-', '_');
    }

    private static boolean isEnv(ScalarNode key) {
        return Options.byName(key.getValue()).filter(Options.ENV::equals).isPresent();
    }

    /** The text of pairs {@code NAME: condition}; empty: the value has a wrong form, which is reported as a fault. */
    private Optional<String> conditions(ScalarNode key, MappingNode mapping) {
        List<String> all = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)
                    || !(tuple.getValueNode() instanceof ScalarNode condition)) {
                faults.add(tuple.getKeyNode(), key.getValue() + " has an entry that is no NAME: condition; allowed: "
                        + "a mapping such as {db: healthy}, or a list of names");
                return Optional.empty();
            }
            all.add(name.getValue() + ":" + condition.getValue());
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(",", all));
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.indexOf('=') < 0 && !hasForbidden(name);
    }

    private static boolean hasForbidden(String text) {
        return text.indexOf('\0') >= 0 || text.contains(Settings.SEPARATOR);
    }
}
