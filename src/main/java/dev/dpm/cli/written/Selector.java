package dev.dpm.cli.written;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.Instances;
import dev.dpm.config.LabelSelector;
import dev.dpm.config.resolve.Spelling;
import dev.dpm.config.value.BadValue;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.process.TargetName;

/**
 * The arguments that select the targets of a command.
 * @param words names, patterns such as {@code web-*}, groups such as {@code @shop}, or {@code all}; empty: every target whose
 * labels match
 * @param labels the conditions of {@code -l}; a target must meet all of them
 */
public record Selector(List<String> words, List<LabelSelector> labels) {

    static final String[] FLAGS = {"-l", "--selector"};
    static final String DOC = "only targets with these labels: tier=back, tier!=back or tier; separated by commas, or "
            + "given several times, all must hold";
    private static final String ALL = TargetName.ALL;
    private static final char GROUP = '@';

    public Selector {
        words = List.copyOf(words);
        labels = List.copyOf(labels);
    }

    public static Selector of(WrittenCommand written) throws CommandFailed {
        List<LabelSelector> labels = new ArrayList<>();
        for (String text : written.texts(FLAGS[0])) {
            try {
                labels.add(LabelSelector.parse(text));
            } catch (BadValue e) {
                throw new CommandFailed(ExitCodes.USAGE, FLAGS[0] + ": " + ConfigFault.quoted(text)
                        + " is not allowed; allowed: " + e.getMessage());
            }
        }
        return new Selector(written.names(), labels);
    }

    /** Whether the selector contains neither a word nor a label. */
    public boolean isNothing() {
        return words.isEmpty() && labels.isEmpty();
    }

    /** The selector's only word, if it is a target's name and there is no label. Otherwise empty. */
    public Optional<String> onlyName() {
        return words.size() == 1 && labels.isEmpty() && isPlain(words.get(0))
                ? Optional.of(words.get(0))
                : Optional.empty();
    }

    /** Whether a word is a name, and so neither a pattern nor a group nor {@code all}. */
    public static boolean isPlain(String word) {
        return !word.equals(ALL) && !NamePattern.isOne(word) && !isGroup(word);
    }

    private static boolean isGroup(String word) {
        return word.indexOf(GROUP) == 0;
    }

    /**
     * The names of the selected targets, each once.
     * @param known all targets of the runner
     * @throws CommandFailed if a word or label matches no target
     */
    public List<String> among(Collection<KnownTarget> known) throws CommandFailed {
        Set<String> chosen = new LinkedHashSet<>();
        for (String word : words) {
            List<KnownTarget> meant = meant(word, known);
            if (meant.isEmpty()) {
                throw isPlain(word) ? Names.unknown(Names.require(word), names(known)) : nothingMatches(word, known);
            }
            meant.stream().filter(this::hasLabels).forEach(target -> chosen.add(target.name()));
        }
        if (words.isEmpty()) {
            known.stream().filter(this::hasLabels).forEach(target -> chosen.add(target.name()));
        }
        if (chosen.isEmpty() && !isNothing()) {
            throw nothingMatches(toString(), known);
        }
        return List.copyOf(chosen);
    }

    /** The targets that one word selects. If the word is exactly the name of a target, only this target is selected. */
    private static List<KnownTarget> meant(String word, Collection<KnownTarget> known) {
        List<KnownTarget> named = known.stream().filter(target -> target.name().equals(word)).toList();
        if (!named.isEmpty()) {
            return named;
        }
        return isPlain(word)
                ? instances(word, known)
                : known.stream().filter(target -> isMeant(word, target)).toList();
    }

    /**
     * The instances of a target, sorted by number.
     * @param family the target's name without an instance number; empty text: no instances
     */
    static List<KnownTarget> instances(String family, Collection<KnownTarget> known) {
        return known.stream().filter(target -> !family.isEmpty() && target.family().equals(family))
                .sorted(Comparator.comparingInt(target -> Instances.number(target.name()))).toList();
    }

    private static boolean isMeant(String word, KnownTarget target) {
        return isGroup(word)
                ? target.tags().group().filter(group -> NamePattern.matches(word.substring(1), group)).isPresent()
                        || !target.family().isEmpty() && NamePattern.matches(word.substring(1), target.family())
                : word.equals(ALL) || NamePattern.matches(word, target.name());
    }

    private boolean hasLabels(KnownTarget target) {
        return labels.stream().allMatch(selector -> selector.matches(target.tags().labels()));
    }

    /** The failure of a group, label or pattern that matches no target. Its sentence suggests a similar one. */
    private static CommandFailed nothingMatches(String asked, Collection<KnownTarget> known) {
        if (known.isEmpty()) {
            return new CommandFailed(ExitCodes.USAGE, "no target is known: `status` lists them");
        }
        String flag = FLAGS[0] + " ";
        boolean isLabel = asked.startsWith(flag);
        Optional<String> near = isLabel || isGroup(asked)
                ? Spelling.nearest(isLabel ? asked.substring(flag.length()) : asked, tags(known))
                        .map(tag -> isLabel ? flag + tag : tag)
                : Optional.empty();
        return new CommandFailed(ExitCodes.USAGE, "no target matches '" + asked + "'"
                + near.map(tag -> ": did you mean " + tag + "?").orElse(":") + " `status` lists them");
    }

    private static List<String> tags(Collection<KnownTarget> known) {
        return known.stream().flatMap(target -> target.tags().words().stream()).distinct().sorted().toList();
    }

    private static List<String> names(Collection<KnownTarget> known) {
        return known.stream().map(KnownTarget::name).toList();
    }

    @Override
    public String toString() {
        return String.join(" ", Stream.concat(words.stream(), labels.stream().map(one -> FLAGS[0] + " " + one))
                .toList());
    }
}
