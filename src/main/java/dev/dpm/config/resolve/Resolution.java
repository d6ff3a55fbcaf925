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
 * The result of resolving a request: the specifications of runner and targets, or all the faults of the request.
 *
 * @param faults bad input, exit code 2; if there is any fault, the caller must change nothing
 * @param missing one sentence for each script or program that cannot be found or executed; exit code 1
 * @param warnings sentences about input that is allowed but probably a mistake; a warning does not prevent the command
 */
public record Resolution(RunnerSpec runner, List<TargetSpec> targets, List<ConfigFault> faults, List<String> missing,
        List<String> warnings) {

    public Resolution {
        targets = List.copyOf(targets);
        faults = List.copyOf(faults);
        missing = List.copyOf(missing);
        warnings = List.copyOf(warnings);
    }

    /** Makes a result that includes all collected findings. */
    static Resolution of(Findings findings, RunnerSpec runner, List<TargetSpec> targets) {
        return new Resolution(runner, targets, findings.faults(), findings.missing(), findings.warnings());
    }

    /** A copy of this result with earlier faults, such as those of the file itself, before its own faults. */
    public Resolution withFaultsFirst(List<ConfigFault> earlier) {
        List<ConfigFault> all = new ArrayList<>(earlier);
        all.addAll(faults);
        return new Resolution(runner, targets, all, missing, warnings);
    }

    /** A copy of this result with earlier warnings before its own warnings. */
    public Resolution withWarningsFirst(List<String> earlier) {
        List<String> all = new ArrayList<>(earlier);
        all.addAll(warnings);
        return new Resolution(runner, targets, faults, missing, all);
    }

    /**
     * A copy of this result in which a single target reads from the runner's stdin, which is a terminal. If there are
     * several targets, or if the target's settings say otherwise for stdin or output, the copy is equal to this result.
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

    /** A copy of this result with the runner's settings only: without the targets and the programs that they lack. */
    public Resolution withoutTargets() {
        return new Resolution(runner, List.of(), faults, List.of(), warnings);
    }

    /** Whether the whole request can be carried out: there are no faults and no missing programs. */
    public boolean isSound() {
        return faults.isEmpty() && missing.isEmpty();
    }
}
