package dev.dpm.config.resolve;

import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Options;
import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;

/**
 * The result of resolving a request: the specifications of the runner and of targets, or the faults.
 *
 * @param faults bad input, exit code 2
 * @param missing scripts and programs that cannot be run, exit code 1
 * @param warnings input that is probably a mistake
 */
public record Resolution(RunnerSpec runner, List<TargetSpec> targets, List<ConfigFault> faults, List<String> missing,
        List<String> warnings) {

    public Resolution {
        targets = List.copyOf(targets);
        faults = List.copyOf(faults);
        missing = List.copyOf(missing);
        warnings = List.copyOf(warnings);
    }

    static Resolution of(Findings findings, RunnerSpec runner, List<TargetSpec> targets) {
        return new Resolution(runner, targets, findings.faults(), findings.missing(), findings.warnings());
    }

    /** A copy of this resolution that lists these faults before its own. */
    public Resolution withFaultsFirst(List<ConfigFault> earlier) {
        List<ConfigFault> all = new ArrayList<>(earlier);
        all.addAll(faults);
        return new Resolution(runner, targets, all, missing, warnings);
    }

    /** A copy of this resolution that lists these warnings before its own. */
    public Resolution withWarningsFirst(List<String> earlier) {
        List<String> all = new ArrayList<>(earlier);
        all.addAll(warnings);
        return new Resolution(runner, targets, faults, missing, all);
    }

    /**
     * A copy of this resolution in which a single target reads from the terminal, unless the target's settings say otherwise.
     * Several targets are not changed.
     */
    public Resolution readingTerminal() {
        return new Resolution(runner, targets.size() == 1 ? List.of(reading(targets.get(0))) : targets, faults, missing,
                warnings);
    }

    private static TargetSpec reading(TargetSpec only) {
        boolean isElsewhere = only.settings().given(Options.STDIN).isPresent()
                || only.output().mode() != OutputMode.INHERIT || only.attach().isPresent();
        return isElsewhere
                ? only
                : only.withSettings(only.settings().over(
                        Settings.none().known(Options.STDIN, "inherit", Resolver.RUN)));
    }

    /** A copy of this resolution without targets. The settings of the runner stay. */
    public Resolution withoutTargets() {
        return new Resolution(runner, List.of(), faults, List.of(), warnings);
    }

    public boolean isSound() {
        return faults.isEmpty() && missing.isEmpty();
    }
}
