package dev.dpm.config.resolve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.ConfigFile.Target;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.value.Interpolation;

/**
 * Replaces variables in a configuration file by the caller's environment. {@code command}, {@code args}, lines for {@code
 * /bin/sh} and {@code notify} stay unchanged.
 */
final class FileVariables {

    private final Map<String, String> callers;
    private final Findings findings;

    private FileVariables(Map<String, String> callers, Findings findings) {
        this.callers = callers;
        this.findings = findings;
    }

    /** The file with its variables replaced. A text with an unset variable is reported as a fault, and is left out. */
    static ConfigFile expanded(ConfigFile file, Map<String, String> callers, Findings findings) {
        return new FileVariables(callers, findings).expanded(file);
    }

    static ConfigFile runnersPart(ConfigFile file, Map<String, String> callers, Findings findings) {
        return new ConfigFile(file.path(), new FileVariables(callers, findings).entries(file.runner(), callers),
                List.of(), List.of(), file.receivers());
    }

    private ConfigFile expanded(ConfigFile file) {
        Path folder = file.folder();
        List<Entry> defaults = ofTarget(file.defaults(), callers, folder);
        Map<String, String> shared = isUsed(file) ? variables(defaults, callers, folder) : callers;
        List<Target> targets = new ArrayList<>();
        for (Target target : file.targets()) {
            targets.add(new Target(target.name(), target.place(), target.command(), target.arguments(),
                    ofTarget(target.entries(), shared, folder)));
        }
        return new ConfigFile(file.path(), entries(file.runner(), callers), defaults, targets, file.receivers(),
                file.included().stream().map(this::expanded).toList());
    }

    private static boolean isUsed(ConfigFile file) {
        return file.targets().stream().flatMap(target -> target.entries().stream())
                .anyMatch(entry -> Interpolation.isIn(entry.text()));
    }

    /**
     * Replaces the variables in the entries of a target: first in the paths of {@code env_file}, then in {@code env}, and
     * then in the other entries, which may contain the variables of both.
     */
    private List<Entry> ofTarget(List<Entry> entries, Map<String, String> outer, Path folder) {
        if (entries.stream().noneMatch(entry -> Interpolation.isIn(entry.text()))) {
            return entries;
        }
        List<Entry> named = some(entries, Options.ENV_FILE, outer);
        Map<String, String> ofFiles = ofFiles(named, outer, folder);
        List<Entry> given = some(named, Options.ENV, ofFiles);
        return entries(given, variables(given, ofFiles, folder));
    }

    private Map<String, String> variables(List<Entry> entries, Map<String, String> outer, Path folder) {
        Map<String, String> variables = new HashMap<>(ofFiles(entries, outer, folder));
        value(entries, Options.ENV, folder).ifPresent(variables::putAll);
        return variables;
    }

    /**
     * The variables in the files of {@code env_file}. Faults of these files are ignored here, since {@link EnvFiles}
     * reports them.
     */
    private static Map<String, String> ofFiles(List<Entry> entries, Map<String, String> outer, Path folder) {
        Map<String, String> variables = new HashMap<>(outer);
        Settings files = Sources.entries(entries.stream().filter(entry -> is(entry, Options.ENV_FILE)).toList(), folder,
                new Findings());
        EnvFiles.intoVariables(files, new Findings()).flatMap(settings -> settings.find(Options.ENV))
                .ifPresent(variables::putAll);
        return variables;
    }

    private static <T> Optional<T> value(List<Entry> entries, Option<T> option, Path folder) {
        return Sources.entries(entries.stream().filter(entry -> is(entry, option)).toList(), folder, new Findings())
                .find(option);
    }

    private List<Entry> some(List<Entry> entries, Option<?> option, Map<String, String> variables) {
        return entries.stream()
                .flatMap(entry -> is(entry, option) ? entry(entry, variables).stream() : Optional.of(entry).stream())
                .toList();
    }

    private List<Entry> entries(List<Entry> entries, Map<String, String> variables) {
        return entries.stream().flatMap(entry -> is(entry, Options.ENV) || is(entry, Options.ENV_FILE)
                ? Optional.of(entry).stream()
                : entry(entry, variables).stream()).toList();
    }

    private Optional<Entry> entry(Entry entry, Map<String, String> variables) {
        if (!isOpen(entry)) {
            return Optional.of(entry);
        }
        try {
            return Optional.of(new Entry(entry.key(), Interpolation.expand(entry.text(), variables), entry.place()));
        } catch (Interpolation.Unfit e) {
            findings.fault(entry.place(), entry.key() + " " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether this class replaces the variables in an entry. In lines for {@code /bin/sh}, the shell does this. */
    private static boolean isOpen(Entry entry) {
        return Interpolation.isIn(entry.text())
                && Options.byName(entry.key()).filter(Option::isShellLine).isEmpty();
    }

    private static boolean is(Entry entry, Option<?> option) {
        return Options.byName(entry.key()).filter(option::equals).isPresent();
    }
}
