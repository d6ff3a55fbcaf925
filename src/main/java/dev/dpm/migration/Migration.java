package dev.dpm.migration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.yaml.YamlConfigReader;

public final class Migration {

    private static final Pattern LINE = Pattern.compile(" line ([0-9]{1,9})$");
    private static final Path PRINTED = Path.of("/dpm.yaml");
    /** The largest number of times that the new dpm.yaml is checked; after each time, lines with faults are left out. */
    private static final int MOST_ROUNDS = 1000;

    private Migration() {
    }

    /**
     * The result of an import.
     * @param text the new dpm.yaml; empty: it would have no target
     * @param targets the number of targets
     * @param leftovers sentences about settings that were not carried over, with file and line
     */
    public record Outcome(String text, int targets, List<String> leftovers) {

        public Outcome {
            leftovers = List.copyOf(leftovers);
        }
    }

    public static Outcome of(List<Path> files, Sources sources) throws BadSource {
        return of(files, Recognition::of, sources);
    }

    public static Outcome of(List<Path> files, Tool tool, Sources sources) throws BadSource {
        return of(files, file -> tool, sources);
    }

    @FunctionalInterface
    private interface Choice {
        Tool of(SourceFile file) throws BadSource;
    }

    private static Outcome of(List<Path> files, Choice choice, Sources sources) throws BadSource {
        try {
            return imported(files, choice, sources);
        } catch (InvalidPathException e) {
            // an escape sequence in the file may produce a character that no path can contain
            throw new BadSource("the path " + ConfigFault.quoted(e.getInput()) + " cannot be one: " + e.getReason()
                    + "; allowed: any character but NUL");
        }
    }

    private static Outcome imported(List<Path> files, Choice choice, Sources sources) throws BadSource {
        Collected all = new Collected();
        Map<Tool, Reader> readers = Map.of(Tool.SUPERVISORD, new SupervisordReader(sources, all), Tool.PM2,
                new Pm2Reader(sources, all), Tool.PROCFILE, new ProcfileReader(sources, all), Tool.COMPOSE,
                new ComposeReader(sources, all), Tool.SYSTEMD, new UnitReader(sources, all));
        for (Path path : files) {
            SourceFile file = sources.read(path);
            all.file(file);
            readers.get(choice.of(file)).read(file);
        }
        OutputPaths.settle(all);
        all.drafts().forEach(Migration::known);
        Pm2Reader.schedules(all);
        IdleEntries.leaveOut(all);
        String text = sound(all);
        List<String> leftovers = all.leftovers().stream().map(Leftover::toString).toList();
        return new Outcome(all.drafts().isEmpty() ? "" : text, all.drafts().size(), leftovers);
    }

    /** Removes values with variables that dpm-runner does not allow there. The check of the new dpm.yaml does not find them. */
    private static void known(Draft draft) {
        new LinkedHashMap<>(draft.entries()).forEach((option, entry) -> {
            if (entry.value() instanceof String text && text.contains("$")) {
                Draft.fault(option, text).ifPresent(allowed -> {
                    draft.entries().remove(option);
                    draft.left(entry.from(), "allowed in " + option + ": " + allowed);
                });
            }
        });
    }

    private static String sound(Collected all) throws BadSource {
        DpmYaml yaml = new DpmYaml(all);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String text = yaml.text();
            List<ConfigFault> faults = all.drafts().isEmpty()
                    ? List.of()
                    : new YamlConfigReader().readAs(PRINTED, text).faults();
            if (faults.isEmpty()) {
                return text;
            }
            List<ConfigFault> known = faults.stream().filter(fault -> origin(yaml, fault).isPresent()).toList();
            if (known.isEmpty()) {
                throw new BadSource("these files cannot become one dpm.yaml: " + faults.get(0).sentence()
                        + "; import fewer of them");
            }
            known.forEach(fault -> leave(all, origin(yaml, fault).orElseThrow(), fault));
        }
        throw new IllegalStateException("the printed file has more faults than lines");
    }

    /** Removes a faulty setting from the new dpm.yaml. A {@link Leftover} tells the user. */
    private static void leave(Collected all, DpmYaml.Origin origin, ConfigFault fault) {
        Draft.Entry entry = origin.draft().entries().remove(origin.option());
        if (entry != null) {
            origin.draft().left(entry.from(), fault.sentence());
            if (origin.option().equals(Draft.COMMAND)) {
                all.remove(origin.draft());
            }
        }
    }

    private static Optional<DpmYaml.Origin> origin(DpmYaml yaml, ConfigFault fault) {
        Matcher line = LINE.matcher(fault.place());
        return line.find() ? yaml.origin(Integer.parseInt(line.group(1))) : Optional.empty();
    }
}
