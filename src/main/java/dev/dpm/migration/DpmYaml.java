package dev.dpm.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.ProgramName;
import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.event.OneLine;

/** Writes the targets as a configuration file of dpm-runner, and knows which setting of the other tool each line comes from. */
final class DpmYaml {

    private static final int LONGEST = 400;

    private final Collected all;
    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, Origin> origins = new HashMap<>();

    DpmYaml(Collected all) {
        this.all = all;
    }

    /** The target and the option that a line of the new dpm.yaml sets. */
    record Origin(Draft draft, String option) {
    }

    String text() {
        lines.clear();
        origins.clear();
        head();
        Map<String, String> defaults = defaults();
        if (!defaults.isEmpty()) {
            comment("", "what " + tools() + " does where its file says nothing, and dpm-runner would do otherwise");
            lines.add("defaults:");
            defaults.forEach((option, value) -> lines.add("  " + option + ": " + value));
        }
        lines.add("targets:");
        all.drafts().forEach(this::target);
        if (!all.leftovers().isEmpty()) {
            lines.add("");
            comment("", "Not carried over, or different here:");
            all.leftovers().forEach(leftover -> comment("", "- " + leftover));
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * The target and option that a line of the new dpm.yaml sets; empty: it sets no option.
     * @param line counts from 1
     */
    Optional<Origin> origin(int line) {
        return Optional.ofNullable(origins.get(line));
    }

    private void head() {
        comment("", "From " + all.files().stream().map(SourceFile::name).distinct().collect(Collectors.joining(", "))
                + ", by " + ProgramName.typed() + " import. Save it as dpm.yaml, then: " + ProgramName.typed()
                + " check dpm.yaml; " + ProgramName.typed() + " start --config dpm.yaml");
    }

    private String tools() {
        return all.tools().stream().map(Tool::shown).collect(Collectors.joining(" and "));
    }

    /** The section {@code defaults} of the new dpm.yaml: the defaults of the other tool, if all targets come from one tool. */
    private Map<String, String> defaults() {
        return all.tools().size() == 1 ? all.tools().iterator().next().defaults() : Map.of();
    }

    private void target(Draft draft) {
        comment("  ", draft.place());
        draft.comments().forEach(sentence -> comment("  ", sentence));
        lines.add("  " + YamlDocuments.line(draft.name()) + ":");
        draft.value(Draft.COMMAND).ifPresent(command -> entry(draft, Draft.COMMAND, command));
        draft.entries().forEach((option, entry) -> {
            if (!option.equals(Draft.COMMAND)) {
                entry(draft, option, entry.value());
            }
        });
        if (all.tools().size() > 1) {
            all.toolOf(draft).defaults().forEach((option, value) -> {
                if (!draft.has(option)) {
                    lines.add("    " + option + ": " + value);
                }
            });
        }
    }

    private void entry(Draft draft, String option, Object written) {
        Object value = isShells(option) ? written : plain(written);
        int first = lines.size() + 1;
        if (value instanceof Map<?, ?> map) {
            lines.add("    " + option + ":");
            new LinkedHashMap<>(map)
                    .forEach((key, each) -> lines.add("      " + YamlDocuments.line(key) + ": " + line(each)));
        } else {
            lines.add("    " + option + ": " + line(value));
        }
        for (int line = first; line <= lines.size(); line++) {
            origins.put(line, new Origin(draft, option));
        }
    }

    /** Whether a shell replaces variables in the option's value. In other options, dpm-runner would replace them. */
    private static boolean isShells(String option) {
        return option.equals(Draft.COMMAND) || Options.byName(option).filter(Option::isShellLine).isPresent();
    }

    private static Object plain(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(DpmYaml::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(key, plain(each)));
            return plain;
        }
        return value instanceof String text && text.contains("$") ? text.replace("$", "$$") : value;
    }

    private static String line(Object value) {
        boolean isPlain = value instanceof String text && text.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?|true|false|off");
        return isPlain ? (String) value : YamlDocuments.line(value);
    }

    private void comment(String indent, String sentence) {
        lines.add(indent + "# " + OneLine.of(sentence, LONGEST));
    }
}
