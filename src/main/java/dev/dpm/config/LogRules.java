package dev.dpm.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.resolve.OutputRules;
import dev.dpm.config.value.Stderr;
import dev.dpm.process.NativePaths;

/**
 * Finds targets that write into the same log, also across configuration files. {@link OutputRules} checks the targets of one
 * file.
 */
public final class LogRules {

    private LogRules() {
    }

    /** The faults of targets that write into the same log, or into the same file that the user has named. */
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
        faults.addAll(sharedPaths(specs));
        return faults;
    }

    private static List<ConfigFault> sharedPaths(Collection<TargetSpec> specs) {
        List<ConfigFault> faults = new ArrayList<>();
        Map<String, TargetSpec> owners = new HashMap<>();
        for (TargetSpec spec : specs) {
            shared(spec, Options.OUTPUT, spec.output().mode() == OutputMode.PATH ? spec.output().stdout().path() : "",
                    owners).ifPresent(faults::add);
            shared(spec, Options.STDERR, spec.output().stderr().path(), owners).ifPresent(faults::add);
        }
        return faults;
    }

    private static Optional<ConfigFault> shared(TargetSpec spec, Option<?> option, String path,
            Map<String, TargetSpec> owners) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        TargetSpec owner = owners.putIfAbsent(NativePaths.of(path).normalize().toString(), spec);
        return owner == null || owner.name().equals(spec.name())
                ? Optional.empty()
                : spec.settings().given(option).map(given -> ConfigFault.of(given.origin(), option,
                        ConfigFault.quoted(path) + " is where target " + owner.name()
                                + " writes already; allowed: a path of its own, or one that no other target names ("
                                + "`remove " + owner.name() + "` frees it)"));
    }

    private static boolean isApart(TargetSpec spec) {
        return spec.output().stderr().mode() == Stderr.Mode.APART;
    }

    private static String word(Stderr stderr) {
        return stderr.path().isEmpty() ? "apart" : stderr.path();
    }
}
