package dev.dpm.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.ConfigFile;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.ConfigFile.Target;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.yaml.Reading;
import dev.dpm.config.yaml.YamlConfigReader;

/** Fake sources: files in memory, all in one folder. */
final class Shelf implements Sources {

    static final Path FOLDER = Path.of("/srv/shop");

    private final Map<Path, String> files = new LinkedHashMap<>();
    private final Map<Path, String> modules = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    Shelf file(String name, String text) {
        files.put(FOLDER.resolve(name), text);
        return this;
    }

    Shelf module(String name, String json) {
        modules.put(FOLDER.resolve(name), json);
        return this;
    }

    Shelf variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    @Override
    public SourceFile read(Path file) throws BadSource {
        String text = Optional.ofNullable(files.get(file)).orElseThrow(() -> new BadSource(file + " does not exist"));
        return new SourceFile(file, text);
    }

    @Override
    public boolean exists(Path file) {
        return files.containsKey(file);
    }

    @Override
    public List<Path> matching(Path folder, String pattern) {
        String plain = pattern.startsWith("/") ? pattern : folder + "/" + pattern;
        return files.keySet().stream()
                .filter(path -> path.getFileSystem().getPathMatcher("glob:" + plain).matches(path)).sorted().toList();
    }

    @Override
    public String evaluate(Path module) {
        return modules.get(module);
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    /** The result of an import, with the printed file read back. */
    record Read(Migration.Outcome outcome, Map<String, Target> targets, Map<String, String> defaults) {

        Target target(String name) {
            return Optional.ofNullable(targets.get(name))
                    .orElseThrow(() -> new AssertionError(
                            "no target " + name + " in\n" + outcome.text() + outcome.leftovers()));
        }

        /** The value of a target's key as text; empty: the target lacks the key. */
        Optional<String> of(String name, String key) {
            return target(name).entries().stream().filter(entry -> entry.key().equals(key)).map(Entry::text)
                    .map(text -> Options.byName(key).orElseThrow().isShellLine() ? text : text.replace("$$", "$"))
                    .findFirst();
        }

        List<String> variables(String name) {
            return List.of(of(name, "env").orElse("").split(Settings.SEPARATOR, -1));
        }

        /** The sentences about settings that were not carried over, as far as they contain all of these words. */
        List<String> said(String... words) {
            return outcome.leftovers().stream()
                    .filter(line -> List.of(words).stream().allMatch(line::contains)).toList();
        }
    }

    /** Imports files by name, and asserts that the printed file is valid. */
    Read read(String... names) throws BadSource {
        List<Path> paths = new ArrayList<>();
        List.of(names).forEach(name -> paths.add(FOLDER.resolve(name)));
        Migration.Outcome outcome = Migration.of(paths, this);
        Map<String, Target> targets = new LinkedHashMap<>();
        Map<String, String> defaults = new LinkedHashMap<>();
        if (!outcome.text().isEmpty()) {
            Reading reading = new YamlConfigReader().readAs(Path.of("/dpm.yaml"), outcome.text());
            if (!reading.faults().isEmpty()) {
                throw new AssertionError(reading.faults() + " in\n" + outcome.text());
            }
            ConfigFile file = reading.file().orElseThrow();
            file.targets().forEach(target -> targets.put(target.name(), target));
            file.defaults().forEach(entry -> defaults.put(entry.key(), entry.text()));
        }
        return new Read(outcome, targets, defaults);
    }
}
