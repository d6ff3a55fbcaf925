package dev.dpm.app;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;

/**
 * The settings of the runner itself. A reload may change some of them. A request that needs different values of the other
 * settings is refused. Used from any thread.
 */
final class SettingsInForce {

    private final AtomicReference<RunnerSpec> spec;
    private final Consumer<RunnerSpec> changed;

    /** @param changed receives the settings after each change */
    SettingsInForce(RunnerSpec spec, Consumer<RunnerSpec> changed) {
        this.spec = new AtomicReference<>(spec);
        this.changed = changed;
    }

    RunnerSpec spec() {
        return spec.get();
    }

    Optional<CommandResult> refusal(Resolution resolution, Predicate<Option<?>> mayDiffer) {
        if (!resolution.faults().isEmpty()) {
            return Optional.of(CommandResult.of(Outcome.INVALID, lines(resolution.faults())));
        }
        if (!resolution.missing().isEmpty()) {
            return Optional.of(CommandResult.of(Outcome.REFUSED, String.join("\n", resolution.missing())));
        }
        if (!spec.get().receivers().containsAll(resolution.runner().receivers()) && !mayDiffer.test(Options.CONFIG)) {
            return Optional
                    .of(CommandResult.of(Outcome.REFUSED,
                            "the runner has other receivers of notices than notify: names, "
                                    + "nothing was changed (write them into a file that it has, and reload)"));
        }
        List<Map.Entry<Option<?>, Settings.Setting>> others = resolution.runner().settings().all().entrySet().stream()
                .filter(this::differs).filter(entry -> !mayDiffer.test(entry.getKey())).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(CommandResult.of(Outcome.REFUSED, "the runner has other options, nothing was changed: "
                        + others.stream().map(this::difference).collect(Collectors.joining("; ")) + "; "
                        + advice(others.stream().map(Map.Entry::getKey).toList())));
    }

    private String difference(Map.Entry<Option<?>, Settings.Setting> asked) {
        Option<?> option = asked.getKey();
        return option.flag() + " is " + spec.get().settings().text(option)
                .orElse("not set") + ", asked for "
                + asked.getValue().text();
    }

    private static String advice(List<Option<?>> options) {
        return (options.stream().allMatch(RunnerSpec::isReloaded)
                ? "a configuration file and `reload` change that while the runner runs, or "
                : "")
                + "`stop` ends the runner and its targets, and the next `start` takes other options";
    }

    private boolean differs(Map.Entry<Option<?>, Settings.Setting> asked) {
        boolean wasAsked = asked.getValue().origin().source() != Settings.Source.ENVIRONMENT;
        boolean isFile = asked.getKey() == Options.CONFIG;
        return wasAsked && !isFile && !Objects.equals(spec.get().settings().find(asked.getKey()),
                Optional.of(asked.getValue().value()));
    }

    static String lines(List<?> sentences) {
        return sentences.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    /**
     * Applies the changes of the runner's settings that a reload has read.
     * @return a sentence for each change
     */
    List<String> change(RunnerSpec reread) {
        RunnerSpec before = spec.get();
        RunnerSpec now = before.reloadedAs(reread);
        List<RunnerSpec.Reloaded> changes = before.changesTo(now);
        if (!changes.isEmpty()) {
            spec.set(now);
            changed.accept(now);
        }
        return changes.stream().map(change -> "\n" + change.sentence()).toList();
    }
}
