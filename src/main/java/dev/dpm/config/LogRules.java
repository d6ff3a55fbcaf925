package dev.dpm.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.dpm.config.Settings.Setting;
import dev.dpm.config.resolve.OutputRules;
import dev.dpm.config.value.Stderr;

/**
 * Finds targets that would write into the same log, also where they come from several files or command lines; within one
 * file {@link OutputRules} does.
 */
public final class LogRules {

    private LogRules() {
    }

    /** A fault for each target whose stderr has a log of its own that is the log of another target. */
    public static List<ConfigFault> faults(Collection<TargetSpec> specs) {
        List<ConfigFault> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        specs.forEach(spec -> names.add(spec.name().value()));
        for (TargetSpec spec : specs) {
            String other = spec.name() + ".err";
            spec.settings().given(Options.STDERR).map(Setting::origin)
                    .filter(origin -> spec.output().hasErrorsApart() && names.contains(other))
                    .ifPresent(origin -> faults.add(ConfigFault.of(origin, Options.STDERR, "'"
                            + word(spec.output().stderr()) + "' of target " + spec.name()
                            + " is not allowed beside a target " + other
                            + (isApart(spec)
                                    ? ": both would write into " + other + ".log"
                                    : ": `logs " + other
                                            + "` would be both")
                            + "; allowed: another name, or another stderr")));
        }
        return faults;
    }

    private static boolean isApart(TargetSpec spec) {
        return spec.output().stderr().mode() == Stderr.Mode.APART;
    }

    private static String word(Stderr stderr) {
        return stderr.path().isEmpty() ? "apart" : stderr.path();
    }
}
